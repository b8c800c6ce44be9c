import type { RecordText, RowMapping } from '@llamaforge/schema';
import { refuse, type Refusal } from './outcome.ts';

type LongerThan = NonNullable<RowMapping['longer_than']>;

const fields = ['instruction', 'input', 'output'] as const;

/** Refuses a record of which a text does not exceed its bound, both counted in code points. */
export function refuseShort(text: RecordText, longerThan: LongerThan): Refusal | undefined {
  for (const field of fields) {
    const bound = longerThan[field];
    // A code point is one or two code units, so that most texts need no counting.
    if (bound === undefined || text[field].length > 2 * bound) continue;
    const codePoints = Array.from(text[field]).length;
    if (codePoints > bound) continue;
    const detail = `\`${field}\` has ${String(codePoints)} characters, not more than ${String(bound)}`;
    return refuse('too_short', detail);
  }
  return undefined;
}
