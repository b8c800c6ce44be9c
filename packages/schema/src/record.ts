import { z } from 'zod';
import { categories } from './category.ts';

const trimmedText = z
  .string()
  .refine((text) => text === text.trim(), { error: 'has blanks at its ends' })
  .refine((text) => text.isWellFormed(), { error: 'has a lone surrogate' });

const filledText = trimmedText.refine((text) => text !== '', { error: 'is empty' });

/** One row of a corpus: five strings, trimmed and well-formed, and only `input` may be empty. */
export const recordSchema = z.strictObject({
  instruction: filledText,
  input: trimmedText,
  output: filledText,
  _category: z.enum(categories),
  _source: filledText,
});

export type CorpusRecord = z.infer<typeof recordSchema>;

/** The part of a record that its digest covers: what is trained on. */
export type RecordText = Pick<CorpusRecord, 'instruction' | 'input' | 'output'>;

/** A record's keys in the order in which every line of a corpus holds them. */
export const recordKeys = ['instruction', 'input', 'output', '_category', '_source'] as const;

/** The record as a corpus file holds it: compact JSON, keys in `recordKeys` order, no line end. */
export function writeRecordLine(record: CorpusRecord): string {
  const { instruction, input, output, _category, _source } = record;
  return JSON.stringify({ instruction, input, output, _category, _source });
}
