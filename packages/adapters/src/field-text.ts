import { refuse, type Refusal } from './outcome.ts';
import { fieldOf, kindOf, type Row } from './row.ts';

/** True of text that has something after trimming. */
export function hasText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** The key that counts where several are allowed: the first whose value is not blank text, else the first that is there at all. */
export function countingKey(row: Row, keys: readonly string[]): string | undefined {
  let blankKey: string | undefined;
  for (const key of keys) {
    const value = fieldOf(row, key);
    if (value === undefined) continue;
    if (typeof value !== 'string' || hasText(value)) return key;
    blankKey ??= key;
  }
  return blankKey;
}

/** The text under the key that counts, untrimmed; `''` where none is there, a refusal where it is not text. */
export function textOf(row: Row, keys: readonly string[]): string | Refusal {
  const key = countingKey(row, keys);
  return key === undefined ? '' : asText(fieldOf(row, key), key);
}

/** The value if it is text, `''` if it is absent, else a refusal that names `where` it stands. */
export function asText(value: unknown, where: string): string | Refusal {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : notText(where, value);
}

/** Refuses a value that is not text where text belongs. */
export function notText(where: string, value: unknown): Refusal {
  return refuse('not_text', `\`${where}\` is ${kindOf(value)}`);
}
