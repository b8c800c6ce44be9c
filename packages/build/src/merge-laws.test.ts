import { corpusRecords, hostileText, temporaryFolder } from '@llamaforge/testing';
import { recordSchema, writeRecordLine } from '@llamaforge/schema';
import fc from 'fast-check';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCorpus, type MergeResult } from './merge-corpus.ts';
import { planMerge } from './plan-merge.ts';

/** Lines as users have them: records, rows of other shapes, things that are no rows, noise. */
const lines = fc.oneof(
  { weight: 4, arbitrary: corpusRecords().map((record) => writeRecordLine(record)) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        question: hostileText(),
        answer: fc.oneof(hostileText(), fc.integer()),
        system: hostileText(),
      })
      .map((row) => JSON.stringify(row)),
  },
  fc.constantFrom(
    '',
    ' \t',
    '{}',
    '[]',
    '{"instruction":"A","output":"a"}',
    '{"cut',
    'null',
    '\ufeff{"prompt":"P","response":"r"}',
  ),
  hostileText().map((text) => text.replaceAll('\n', ' ')),
);
// Bytes tell the format: a file of nothing but `[]` would be an array, and not a line that is no row.
const firstLine = '{"instruction":"First","output":"line"}';
const files = fc.array(fc.array(lines, { maxLength: 12 }), { minLength: 1, maxLength: 4 });

test('every file adds up, every line of the corpus is a record, and none occurs twice', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const folder = folderOf(contents);

      const { manifest } = await merge(folder);

      const corpus = readLines(join(folder, 'corpus.jsonl'));
      for (const line of corpus) recordSchema.parse(JSON.parse(line));
      expect(new Set(corpus.map(textsOf)).size).toBe(corpus.length);
      expect(manifest.ledger.kept).toBe(corpus.length);
      expect(manifest.ledger.read + manifest.ledger.blank).toBe(
        contents.length + contents.flat().length + emptyTails(contents),
      );
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('a corpus that is merged again is itself, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const folder = folderOf(contents);
      await merge(folder);
      const corpus = readFileSync(join(folder, 'corpus.jsonl'));
      const again = temporaryFolder({ 'data/renamed.jsonl': corpus });

      const { manifest } = await merge(again);

      expect(readFileSync(join(again, 'corpus.jsonl'))).toEqual(corpus);
      expect(manifest.duplicates_removed).toBe(0);
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('the order of the files changes who is kept, never which texts are', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const forward = folderOf(contents);
      const backward = folderOf(contents.toReversed());

      await merge(forward);
      await merge(backward);

      const texts = (folder: string): string[] =>
        readLines(join(folder, 'corpus.jsonl')).map(textsOf).sort();
      expect(texts(backward)).toEqual(texts(forward));
    }),
    { numRuns: 30 },
  );
}, 120_000);

function folderOf(contents: readonly (readonly string[])[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  for (const [index, file] of contents.entries()) {
    writeFileSync(join(folder, `data/${String(index)}.jsonl`), [firstLine, ...file].join('\n'));
  }
  return folder;
}

/** A file that ends in an empty line has a line end there, and no line. */
function emptyTails(contents: readonly (readonly string[])[]): number {
  return contents.filter((file) => file.at(-1) === '').length * -1;
}

function merge(folder: string): Promise<MergeResult> {
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['data'],
    output: 'corpus.jsonl',
    database: 'state/h.sqlite',
    rejects: 'rejected.jsonl',
  });
  return mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
}

function readLines(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

function textsOf(line: string): string {
  const { instruction, input, output } = recordSchema.parse(JSON.parse(line));
  return JSON.stringify([instruction, input, output]);
}
