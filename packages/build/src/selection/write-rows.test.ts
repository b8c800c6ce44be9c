import { FileAccessError } from '@llamaforge/schema';
import { readStamp } from '@llamaforge/shards';
import { temporaryFolder } from '@llamaforge/testing';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CorpusIndex } from '../corpus-index/corpus-index.ts';
import type { WrittenOutput } from './selection-files.ts';
import type { SelectionPaths } from './selection-options.ts';
import { writeRows, type RowsToWrite } from './write-rows.ts';

// 84 MB: more than is written without threads, and than is sorted in memory.
const rowCount = 140;
const ascending = Uint32Array.from({ length: rowCount }, (_, row) => row);
const backwards = { lines: ascending, positions: ascending.toReversed() };

test('threads write rows in their order, part by part, and tell their hash', async () => {
  const { lines, write, at } = await largeCorpus();
  const parts = [partOf(at('a'), 31), partOf(at('b'), rowCount)];

  const outputs = await write({ parts, setAside: undefined });

  const reversed = lines.toReversed();
  expect(outputs).toEqual([
    outputOf('corpus', at('a'), reversed.slice(0, 31)),
    outputOf('corpus', at('b'), reversed.slice(31)),
  ]);
  expect(hashesOf([at('a'), at('b')])).toEqual(outputs.map(({ written }) => written.sha256));
});

test('threads write what is set aside to its own file, in the same order', async () => {
  const { lines, write, at } = await largeCorpus();
  const heard = new Map<number, string>();

  const outputs = await write({
    parts: [partOf(at('a'), rowCount)],
    setAside: { share: 0.3, move: moveOf(at('v')) },
    onRow: (position, where) => heard.set(position, where),
  });

  const goneTo = (side: string): string[] =>
    lines.toReversed().filter((_, position) => heard.get(position) === side);
  expect(goneTo('validation').length).toBeGreaterThan(0);
  expect(goneTo('validation').length + goneTo('corpus').length).toBe(rowCount);
  expect(outputs).toEqual([
    outputOf('corpus', at('a'), goneTo('corpus')),
    outputOf('validation', at('v'), goneTo('validation')),
  ]);
  expect(hashesOf([at('a'), at('v')])).toEqual(outputs.map(({ written }) => written.sha256));
});

test.skipIf(!existsSync('/dev/full'))(
  'a disk that fills while threads write is told with the file, and nothing is left',
  async () => {
    const { folder, write, at } = await largeCorpus();
    symlinkSync('/dev/full', at('a'));

    const writing = write({ parts: [partOf(at('a'), rowCount)], setAside: undefined });

    await expect(writing).rejects.toThrow(FileAccessError);
    await expect(writing).rejects.toMatchObject({ path: at('a'), code: 'ENOSPC' });
    expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
  },
);

interface LargeCorpus {
  readonly folder: string;
  readonly lines: readonly string[];
  readonly at: (name: string) => string;
  readonly write: (
    rows: Pick<RowsToWrite, 'parts' | 'setAside' | 'onRow'>,
  ) => Promise<WrittenOutput[]>;
}

async function largeCorpus(): Promise<LargeCorpus> {
  const lines = Array.from({ length: rowCount }, (_, row) => lineOf(row));
  const folder = temporaryFolder({ 'corpus.jsonl': lines.join('') });
  const at = (name: string): string => join(folder, name);
  const stamp = await readStamp(at('corpus.jsonl'));
  const footer: CorpusIndex['footer'] = {
    format_version: 1,
    corpus: at('corpus.jsonl'),
    stamp,
    sha256: '',
    key: 'exact',
    tags: [],
    rows: rowCount,
    distinct: true,
    labels: [],
  };
  const paths: SelectionPaths = {
    corpus: at('corpus.jsonl'),
    corpusManifest: at('none'),
    database: at('none'),
    output: at('a'),
    validation: at('v'),
    manifest: at('none'),
    stateFolder: at('none'),
    isManifestNamed: false,
  };
  return {
    folder,
    lines,
    at,
    write: (rows) =>
      writeRows(
        { index: { footer } },
        { ...rows, order: backwards, spoolPath: at('spool') },
        { paths },
      ),
  };
}

function lineOf(row: number): string {
  const record = {
    instruction: `Question ${String(row)}?`,
    input: '',
    output: String(row).repeat(600_000 / String(row).length),
    _category: 'instruction',
    _source: 'invented',
  };
  return `${JSON.stringify(record)}\n`;
}

function moveOf(path: string): RowsToWrite['parts'][number]['move'] {
  return { from: path, to: `${path}.whole` };
}

function partOf(path: string, endPosition: number): RowsToWrite['parts'][number] {
  return { move: moveOf(path), endPosition };
}

function outputOf(
  role: WrittenOutput['role'],
  path: string,
  lines: readonly string[],
): WrittenOutput {
  const text = lines.join('');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {
    role,
    move: moveOf(path),
    written: { bytes: Buffer.byteLength(text), rows: lines.length, sha256 },
  };
}

function hashesOf(paths: readonly string[]): string[] {
  return paths.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
}
