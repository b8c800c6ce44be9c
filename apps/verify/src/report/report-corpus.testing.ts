import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CorpusRecord } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { quietReading } from '../verification.testing.ts';
import { walkCorpus, type WalkedCorpus, type WalkForm } from './walk-corpus.ts';
import { type WalkedFile } from './walk-plan.ts';

/** A record's line as a corpus has it, written without the project's code. */
export function lineOf({ instruction, input, output, _category, _source }: CorpusRecord): string {
  return JSON.stringify({ instruction, input, output, _category, _source });
}

/** A record of which only some texts matter. */
export function makeRecord(texts: Partial<CorpusRecord>): CorpusRecord {
  return {
    instruction: 'Ask.',
    input: '',
    output: 'Answer.',
    _category: 'instruction',
    _source: 'made',
    ...texts,
  };
}

/** Writes lines to files, `0.jsonl` and on, and gives them as a walk takes them. */
export function writeRows(...files: readonly (readonly string[])[]): WalkedFile[] {
  const folder = temporaryFolder();
  let base = 0;
  return files.map((lines, index) => {
    const path = join(folder, `${String(index)}.jsonl`);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    const bytes = statSync(path).size;
    const file = { path, bytes, base };
    base += bytes;
    return file;
  });
}

/** Walks files with every row in the sample, no language looked at. */
export async function walkAll(
  files: readonly WalkedFile[],
  form: WalkForm = { threads: 0, rangeBytes: 1000 },
): Promise<WalkedCorpus> {
  const sample = {
    seed: 0,
    rowsInAll: 0,
    rowsWanted: Infinity,
    languageRowsWanted: 0,
    tokenRowsWanted: Infinity,
  };
  return walkCorpus(files, { plan: { sample, tokenizer: undefined }, form }, quietReading);
}

/** A token a word, with a token before each text that only a model needs. */
export const wordTokenizer = {
  version: '1.0',
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ SpecialToken: { id: 'one', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
    pair: [],
    special_tokens: { one: { id: 'one', ids: [1], tokens: ['one'] } },
  },
  decoder: null,
  model: {
    type: 'WordLevel',
    vocab: { unknown: 0, one: 1, two: 2, three: 3 },
    unk_token: 'unknown',
  },
};
