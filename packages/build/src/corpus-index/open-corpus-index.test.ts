import { ChangedFileError, CorpusError, writeRecordLine } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mergedCorpus } from '../selection/merged-corpus.testing.ts';
import type { CorpusIndex } from './corpus-index.ts';
import { indexPath, openCorpusIndex, type IndexRequest } from './open-corpus-index.ts';

test('an index is used again while the corpus is as it was', async () => {
  const request = requestFor(['1', '2']);
  const first = await openAndHear(request);

  const second = await openAndHear(request);

  expect([first.isRead, second.isRead]).toEqual([true, false]);
  expect(second.index.readRows()).toEqual(first.index.readRows());
});

test.each([
  [
    'has grown',
    (path: string) => {
      appendFileSync(path, line('3'));
    },
  ],
  [
    'was written anew',
    (path: string) => {
      writeFileSync(path, line('8') + line('9'));
    },
  ],
  ['was written anew and says that it was not', writeWithOldTime],
])('an index is made anew where the corpus %s', async (_, change) => {
  const request = requestFor(['1', '2']);
  await openCorpusIndex(request);
  change(request.corpus);

  const { isRead } = await openAndHear(request);

  expect(isRead).toBe(true);
  expect(indexBytes(request)).toEqual(await freshBytes(request));
});

test('an index is made anew for another key', async () => {
  const request = requestFor(['1', '2']);
  await openCorpusIndex(request);

  const { isRead } = await openAndHear({ ...request, key: 'rendered' });

  expect(isRead).toBe(true);
  expect(indexBytes(request)).toEqual(await freshBytes({ ...request, key: 'rendered' }));
});

test.each([
  [
    'was cut',
    (path: string) => {
      truncateSync(path, 40);
    },
  ],
  [
    'lacks its first row',
    (path: string) => {
      writeFileSync(path, readFileSync(path).subarray(29));
    },
  ],
  [
    'is a file of something else',
    (path: string) => {
      writeFileSync(path, 'notes of mine');
    },
  ],
  [
    'is empty',
    (path: string) => {
      writeFileSync(path, '');
    },
  ],
  [
    'is gone',
    (path: string) => {
      rmSync(path);
    },
  ],
  [
    'has tags of another version',
    (path: string) => {
      edit(path, '"made_by_another"', '"made_by_anotheR"');
    },
  ],
  [
    'has another format',
    (path: string) => {
      edit(path, '"format_version":1', '"format_version":2');
    },
  ],
  [
    'has a footer that is no JSON',
    (path: string) => {
      edit(path, '"format_version"', '"format_version!');
    },
  ],
])('an index that %s is made anew', async (_, damage) => {
  const request = requestFor(['1', '2']);
  await openCorpusIndex(request);
  damage(indexPath(request.stateFolder, request.corpus));

  const { isRead } = await openAndHear(request);

  expect(isRead).toBe(true);
  expect(indexBytes(request)).toEqual(await freshBytes(request));
});

test('a last line without a line feed is a row like any other', async () => {
  const request = requestFor(['1', '2']);
  truncateSync(request.corpus, statSync(request.corpus).size - 1);

  const index = await openCorpusIndex(request);

  expect(index.footer.rows).toBe(2);
});

test('a line that no merge wrote is named, with what to do, and leaves nothing', async () => {
  const request = requestFor(['1', '2']);
  appendFileSync(request.corpus, `${line('3').replace('{', '{ ')}${line('4')}`);

  const opened = openCorpusIndex(request);

  await expect(opened).rejects.toThrow(
    new CorpusError(
      `${request.corpus}:3 is not a row as \`llamaforge merge\` writes it. Merge the file first: llamaforge merge --input ${request.corpus}.`,
    ),
  );
  expect(filesOf(request)).toEqual([]);
});

test('a corpus that changes while it is read is named, and gets no index', async () => {
  const request = requestFor(['1', '2']);
  const onProgress = (): void => {
    writeFileSync(request.corpus, line('3'));
  };

  const opened = openCorpusIndex({ ...request, onProgress });

  await expect(opened).rejects.toThrow(new ChangedFileError(request.corpus));
  expect(filesOf(request)).toEqual([]);
});

test('a stopped reading leaves nothing', async () => {
  const request = requestFor(['1', '2']);
  const abort = new AbortController();
  const onProgress = (): void => {
    abort.abort(new Error('stopped'));
  };

  const opened = openCorpusIndex({ ...request, signal: abort.signal, onProgress });

  await expect(opened).rejects.toThrow(new Error('stopped'));
  expect(filesOf(request)).toEqual([]);
});

test('indexes go when their corpus is gone or has changed, and so does what a killed process left', async () => {
  const [gone, changed, kept, asked] = ['gone', 'changed', 'kept', 'asked'].map((name) =>
    requestFor([name]),
  );
  if (!gone || !changed || !kept || !asked) throw new Error('four were made');
  const { stateFolder } = asked;
  for (const { corpus } of [gone, changed, kept]) {
    await openCorpusIndex({ ...asked, corpus });
  }
  const { pid: endedPid } = spawnSync(process.execPath, ['--version']);
  const leftover = `${indexPath(stateFolder, kept.corpus)}.${String(endedPid)}-1.partial`;
  const underWay = `${indexPath(stateFolder, kept.corpus)}.${String(process.pid)}-0.partial`;
  writeFileSync(leftover, 'half');
  writeFileSync(underWay, 'half');
  rmSync(gone.corpus);
  appendFileSync(changed.corpus, line('2'));

  await openCorpusIndex(asked);

  expect(filesOf(asked)).toEqual(
    [indexPath(stateFolder, kept.corpus), underWay, indexPath(stateFolder, asked.corpus)].sort(),
  );
});

test('a merge removes what a killed one left of its index', async () => {
  const folder = temporaryFolder({ 'data/a.jsonl': '{"instruction":"1","output":"one"}\n' });
  const path = indexPath(join(folder, 'output'), join(folder, 'corpus.jsonl'));
  const { pid: endedPid } = spawnSync(process.execPath, ['--version']);
  await mergedCorpus(folder);
  writeFileSync(`${path}.${String(endedPid)}-1.partial`, 'half');

  await mergedCorpus(folder);

  expect(readdirSync(dirname(path))).toEqual([basename(path)]);
});

test('two that ask at once both get an index', async () => {
  const texts = Array.from({ length: 20_000 }, (_, row) => String(row));
  const request = requestFor(texts);

  const indexes = await Promise.all([openCorpusIndex(request), openCorpusIndex(request)]);

  expect(indexes.map(({ footer }) => footer.rows)).toEqual([20_000, 20_000]);
  expect(indexBytes(request)).toEqual(await freshBytes(request));
});

/** A request for a corpus of rows with these outputs, in a folder of its own. */
function requestFor(outputs: readonly string[]): IndexRequest {
  const folder = temporaryFolder({ 'corpus.jsonl': outputs.map(line).join('') });
  return {
    corpus: join(folder, 'corpus.jsonl'),
    stateFolder: join(folder, 'output'),
    key: 'exact',
  };
}

function line(output: string): string {
  const record = { instruction: 'Say.', input: '', output, _source: 's' } as const;
  return `${writeRecordLine({ ...record, _category: 'instruction' })}\n`;
}

/** Another file under the same name, as large and as old as the one before. */
function writeWithOldTime(path: string): void {
  const { atime, mtime } = statSync(path);
  rmSync(path);
  writeFileSync(path, line('8') + line('9'));
  utimesSync(path, atime, mtime);
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'latin1');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, text.replace(from, to), 'latin1');
}

async function openAndHear(
  request: IndexRequest,
): Promise<{ readonly index: CorpusIndex; readonly isRead: boolean }> {
  let isRead = false;
  const onProgress = (): void => {
    isRead = true;
  };
  const index = await openCorpusIndex({ ...request, onProgress });
  return { index, isRead };
}

function indexBytes({ stateFolder, corpus }: IndexRequest): Buffer {
  return readFileSync(indexPath(stateFolder, corpus));
}

/** What an index of the same corpus is where there was none before. */
async function freshBytes(request: IndexRequest): Promise<Buffer> {
  const elsewhere = { ...request, stateFolder: temporaryFolder() };
  await openCorpusIndex(elsewhere);
  return indexBytes(elsewhere);
}

function filesOf({ stateFolder, corpus }: IndexRequest): string[] {
  const folder = dirname(indexPath(stateFolder, corpus));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .sort();
}
