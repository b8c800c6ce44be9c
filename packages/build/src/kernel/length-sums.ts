import { measuredFields, type LengthCounts } from '../length-counts.ts';

const lengthsPerField = 65_536;

/** Adds a worker's counts of kept rows by length to a merge's: `lengthsPerField` numbers a field, and the longer ones as {field, length}. */
export function addWorkerLengths(
  counts: LengthCounts,
  { lengths, longLengths }: { readonly lengths: Uint32Array; readonly longLengths: Uint32Array },
): void {
  for (const [index, field] of measuredFields.entries()) {
    const start = index * lengthsPerField;
    for (const [length, rows] of lengths.subarray(start, start + lengthsPerField).entries()) {
      if (rows > 0) counts.addRows(field, length, rows);
    }
  }
  for (let at = 0; at < longLengths.length; at += 2) {
    const field = measuredFields[longLengths[at] ?? 0];
    if (field !== undefined) counts.addRows(field, longLengths[at + 1] ?? 0, 1);
  }
}
