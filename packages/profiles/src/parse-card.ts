import { ConfigurationError, describeZodIssue } from '@llamaforge/schema';
import { cardSchema, type Card } from './card-schema.ts';

/**
 * Takes a card as it was read; throws ConfigurationError with every problem and its path.
 * @param where what the message names, as in `cards/my_set.json`
 * @example parseCard(JSON.parse(text), path)
 */
export function parseCard(value: unknown, where: string): Card {
  const parsed = cardSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `Problems in ${where}`,
    parsed.error.issues.flatMap((issue) => describeZodIssue(issue, cardSchema)),
  );
}
