import { ConfigurationError, describeZodIssue } from '@llamaforge/schema';
import { profileSchema, type Profile } from './profile-schema.ts';

/**
 * Takes a profile as it was read; throws ConfigurationError with every problem and its path.
 * @param where what the message names, as in `profiles/my_mix.json`
 * @example parseProfile(JSON.parse(text), path)
 */
export function parseProfile(value: unknown, where: string): Profile {
  const parsed = profileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `Problems in ${where}`,
    parsed.error.issues.flatMap((issue) => describeZodIssue(issue, profileSchema)),
  );
}
