import { formatCount } from '../format-number.ts';

/** A count with its word, as `1 row` or `1,204 rows`; `plural` where an `s` does not make it. */
export function countOf(count: number, word: string, plural = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : plural}`;
}

/** Names one after the other, as `a`, `a and b`, `a, b and c`, `a, b and 4 more`. */
export function listOf(names: readonly string[], most = 3): string {
  const shown = names.length <= most ? names : names.slice(0, most - 1);
  const last = names.length <= most ? shown.at(-1) : `${String(names.length - shown.length)} more`;
  const others = names.length <= most ? shown.slice(0, -1) : shown;
  return others.length === 0 ? (last ?? '') : `${others.join(', ')} and ${last ?? ''}`;
}
