import { refuse, type Refusal } from './outcome.ts';

/** The value as `JSON.stringify` writes it; refused where it is nested too deep for that. */
export function writtenJson(value: unknown, where: string): { readonly json: string } | Refusal {
  try {
    return { json: JSON.stringify(value) };
  } catch (error) {
    // V8 parses any depth but runs out of stack when it writes some ten thousand levels.
    const why = error instanceof Error ? error.message : 'unknown error';
    return refuse('not_text', `\`${where}\` cannot be written as JSON: ${why}`);
  }
}
