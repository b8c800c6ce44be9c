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
  return `{"instruction":${jsonText(instruction)},"input":${jsonText(input)},"output":${jsonText(output)},"_category":"${_category}","_source":${jsonText(_source)}}`;
}

/** A text as `JSON.stringify` writes it, in half its time where only quotes, backslashes and line feeds are to be escaped. */
export function jsonText(text: string): string {
  if (hasRareEscape.test(text)) return JSON.stringify(text);
  let written = text;
  if (written.includes('\\')) written = written.replace(backslashes, String.raw`\\`);
  if (written.includes('"')) written = written.replace(quotes, String.raw`\"`);
  if (written.includes('\n')) written = written.replace(lineFeeds, String.raw`\n`);
  return `"${written}"`;
}

// Control characters and halves of surrogate pairs; without the flag `u`, which doubles the time.
const hasRareEscape = /[^\n -\ud7ff\ue000-\uffff]/;
const backslashes = /\\/gu;
const quotes = /"/gu;
const lineFeeds = /\n/gu;
