import { type LengthFigures, type TokenFigures } from '@llamaforge/report';
import { categories } from '@llamaforge/schema';
import { sumRows } from '../corpus-figures.ts';
import { addAll } from './counts.ts';
import { binLengths, lengthAtShare } from './distribution.ts';
import {
  makeFieldLengths,
  NO_CATEGORY,
  type FieldLengths,
  type SampleSums,
} from './sample-sums.ts';
import { CHARACTERS_PER_TOKEN } from './token-counter.ts';

const CONTEXTS = [2048, 4096, 8192] as const;
const FIELDS = ['instruction', 'input', 'output'] as const;
const MOST_TURNS = 20;

/** Lengths of each field over all of the sample, then by category in the usual order, rows of none last. */
export function describeLengths({ lengths }: SampleSums): LengthFigures[] {
  const all = makeFieldLengths();
  for (const fields of lengths.values()) {
    for (const field of FIELDS) addAll(all[field], fields[field]);
  }
  return [
    ...describeFields('all', all),
    ...[...categories, NO_CATEGORY].flatMap((category) => {
      const fields = lengths.get(category);
      return fields === undefined ? [] : describeFields(category, fields);
    }),
  ];
}

function describeFields(category: string, fields: FieldLengths): LengthFigures[] {
  return FIELDS.map((field) => {
    const rowsByLength = fields[field];
    return {
      field,
      category,
      rows: sumRows(rowsByLength.values()),
      bins: binLengths(rowsByLength),
      empty: rowsByLength.get(0) ?? 0,
      median: lengthAtShare(rowsByLength, [1, 2]),
      p95: lengthAtShare(rowsByLength, [19, 20]),
      longest: longestOf(rowsByLength),
    };
  });
}

/** @param tokenizer the tokenizer file's name, where one counted */
export function describeTokens(
  { tokens }: SampleSums,
  tokenizer: string | undefined,
): TokenFigures {
  return {
    tokenizer,
    rows: sumRows(tokens.values()),
    charactersPerToken: CHARACTERS_PER_TOKEN,
    median: lengthAtShare(tokens, [1, 2]),
    p95: lengthAtShare(tokens, [19, 20]),
    longer: CONTEXTS.map((context) => ({
      tokens: context,
      rows: [...tokens].reduce((sum, [count, rows]) => sum + (count > context ? rows : 0), 0),
    })),
  };
}

/** Dialogues by their turns, ascending; those of 20 and more are one. */
export function describeTurns({
  turns,
}: SampleSums): { readonly turns: number; readonly rows: number }[] {
  const counts = new Map<number, number>();
  for (const [count, rows] of turns) {
    addAll(counts, new Map([[Math.min(count, MOST_TURNS), rows]]));
  }
  return [...counts]
    .map(([count, rows]) => ({ turns: count, rows }))
    .sort((one, other) => one.turns - other.turns);
}

function longestOf(rowsByLength: ReadonlyMap<number, number>): number {
  // Not Math.max over all at once: there may be more lengths than a call takes arguments.
  return [...rowsByLength.keys()].reduce((longest, length) => Math.max(longest, length), 0);
}
