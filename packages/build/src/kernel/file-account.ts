import type { FileAccount } from '@llamaforge/manifest';
import type { SurveyedFile } from '../survey-file.ts';
import type { FileCounts } from './worker-tally.ts';

/** A file's account out of what each worker counted of it; the same as `FileTally` gives. */
export function accountOf(
  { format, input, vote }: SurveyedFile,
  parts: readonly FileCounts[],
): FileAccount {
  const rejected = sumByName(parts.map((part) => part.rejected));
  const repaired = sumByName(parts.map((part) => part.repaired));
  const kept = sum(parts.map((part) => part.kept));
  const duplicates = sum(parts.map((part) => part.duplicates));
  const [card, row, file, rules] = [0, 1, 2, 3].map((way) =>
    sum(parts.map(({ ways }) => ways[way] ?? 0)),
  );
  return {
    format: format.format,
    compression: format.compression,
    license: input.license ?? null,
    rows: {
      read: kept + duplicates + sum(Object.values(rejected)),
      kept,
      duplicates,
      rejected,
      blank: sum(parts.map(({ blank }) => blank)),
    },
    shapes: sumByName(parts.map(({ shapes }) => shapes)),
    categories_by: { card: card ?? 0, row: row ?? 0, file: file ?? 0, rules: rules ?? 0 },
    vote: vote ?? null,
    lone_surrogates: sum(parts.map(({ loneSurrogates }) => loneSurrogates)),
    turns_left_out: sum(parts.map(({ turnsLeftOut }) => turnsLeftOut)),
    ...(Object.keys(repaired).length > 0 && { repaired }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function sumByName(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(all.flatMap((counts) => Object.keys(counts)))].sort();
  return Object.fromEntries(
    names.map((name) => [name, sum(all.map((counts) => counts[name] ?? 0))]),
  );
}
