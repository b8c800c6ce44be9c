import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyExpansion } from './verify-expansion.ts';
import { type Check } from './check.ts';

const first =
  '{"instruction":"Which way?","input":"","output":"Left.","_category":"tool_api","_source":"ways"}\n';
const second =
  '{"instruction":"How far?","input":"","output":"A mile.","_category":"tool_api","_source":"ways"}\n';
const pair =
  '{"prompt":"Which way?","chosen":"Left.","rejected":"Off.","category":"tool_api","source":"ways"}\n';

const recordsPath = 'data/expansion/tool_api/ways.jsonl';
const pairsPath = 'data/preferences/ways.jsonl';
const records = first + second;
const pairs = pair + pair;

const output = { ...lockedFile(recordsPath, records), read: 5, rejected: { not_text: 3 } };
const preferences = lockedFile(pairsPath, pairs);
const files = { [recordsPath]: records, [pairsPath]: pairs };

test('accepts files that are as the lock says, and files that it does not name', async () => {
  const check = await checkLock({
    files: { ...files, 'data/expansion/tool_api/own.jsonl': first },
    sources: { ways: { output, preferences }, pinned: { output: null, preferences: null } },
  });

  expect(check).toEqual({ name: 'lock', verdict: 'passed' });
});

test.each<[string, string]>([
  ['one flipped byte', records.replace('mile', 'mild')],
  ['one removed line', first],
  ['one line more', records + first],
  ['two lines in another order', second + first],
])('finds %s in a file of records', async (_title, text) => {
  const check = await checkLock({ files: { ...files, [recordsPath]: text } });

  expect(check).toEqual(failed(differences(output, lockedFile(recordsPath, text))));
});

test.each<[string, string]>([
  ['one flipped byte', pairs.replace('Off', 'Of.')],
  ['one removed line', pair],
  ['all lines gone', ''],
])('finds %s in a file of pairs', async (_title, text) => {
  const check = await checkLock({ files: { ...files, [pairsPath]: text } });

  expect(check).toEqual(failed(differences(preferences, lockedFile(pairsPath, text))));
});

test.each<[string, typeof output, readonly string[]]>([
  [
    'bytes',
    { ...output, bytes: output.bytes + 1 },
    [
      `${recordsPath}, bytes: the lock says ${String(output.bytes + 1)}, found ${String(output.bytes)}`,
    ],
  ],
  [
    'rows',
    { ...output, rows: 3 },
    [
      'ways: the lock says that 5 rows were read, but its rows and rejected rows are 6',
      `${recordsPath}, rows: the lock says 3, found 2`,
    ],
  ],
  [
    'read rows',
    { ...output, read: 4 },
    ['ways: the lock says that 4 rows were read, but its rows and rejected rows are 5'],
  ],
  [
    'rejected rows',
    { ...output, rejected: { not_text: 2 } },
    ['ways: the lock says that 5 rows were read, but its rows and rejected rows are 4'],
  ],
])('finds an edited count of %s in the lock', async (_title, edited, problems) => {
  const check = await checkLock({ files, sources: { ways: { output: edited, preferences } } });

  expect(check).toEqual(failed(problems));
});

test('finds what is missing, also where a file stands in the place of its folder', async () => {
  const check = await checkLock({
    files: { 'data/expansion/tool_api/own.jsonl': first, 'data/preferences': '' },
  });

  expect(check).toEqual(failed([`${recordsPath} is missing`, `${pairsPath} is missing`]));
});

test('finds a folder where a file should be', async () => {
  const root = writeFiles({ files });
  rmSync(join(root, pairsPath));
  mkdirSync(join(root, pairsPath));

  expect(await check(root)).toEqual(failed([`${pairsPath} cannot be read (EISDIR)`]));
});

test('reads a file that the lock names and that is not named like one of records', async () => {
  const path = 'data/expansion/tool_api/ways.txt';

  const check = await checkLock({
    files: { ...files, [path]: records },
    sources: { ways: { output: { ...output, path }, preferences: null } },
  });

  expect(check).toEqual({ name: 'lock', verdict: 'passed' });
});

test.each(['data/elsewhere/ways.jsonl', 'data/expansion-old/ways.jsonl', '../ways.jsonl'])(
  'leaves out a source that was written elsewhere (%s), its pairs too',
  async (path) => {
    const gone = { output: { ...output, path, read: 0 }, preferences };

    const check = await checkLock({
      files: { [recordsPath]: records },
      sources: { gone, ways: { output, preferences: null } },
    });

    expect(check).toEqual({ name: 'lock', verdict: 'passed' });
  },
);

test('takes a folder whose name begins with two dots for one below', async () => {
  const path = 'data/expansion/..odd/ways.jsonl';

  const found = await checkLock({
    files,
    sources: { ways: { output: { ...output, path }, preferences: null } },
  });

  expect(found).toEqual(failed([`${path} is missing`]));
});

test('reads every file once', async () => {
  const root = writeFiles({ files });
  const read: string[] = [];

  await verifyExpansion(
    { folder: join(root, 'data/expansion'), lock: join(root, 'corpus.lock.json') },
    {
      signal: new AbortController().signal,
      onProgress: ({ what }) => {
        read.push(what);
      },
    },
  );

  expect(read).toEqual(['tool_api/ways.jsonl', pairsPath]);
});

test('is skipped where the lock names no file below the folder', async () => {
  const root = writeFiles({ files, sources: { ways: { output: null, preferences: null } } });

  expect(await check(root)).toEqual({
    name: 'lock',
    verdict: 'skipped',
    reason: `${join(root, 'corpus.lock.json')} names no file below ${join(root, 'data/expansion')}`,
  });
});

test('any byte that is changed in a fetched file is found', async () => {
  const bytes = Buffer.from(records);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (offset, mask) => {
        const changed = Buffer.from(bytes);
        changed[offset] = (bytes[offset] ?? 0) ^ mask;

        const found = await checkLock({ files: { ...files, [recordsPath]: changed } });

        expect(found).toMatchObject({ verdict: 'failed' });
      },
    ),
    { numRuns: 30 },
  );
});

interface Workspace {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly sources?: Readonly<Record<string, unknown>>;
}

/** A workspace with these files and a lock; without sources, the lock that `files` fits. */
function writeFiles({ files: written, sources = { ways: { output, preferences } } }: Workspace) {
  // As fetch writes it: with fields that are not checked.
  const lock = { format_version: 1, sources, comment: 'more' };
  return temporaryFolder({ ...written, 'corpus.lock.json': JSON.stringify(lock) });
}

function checkLock(workspace: Workspace): Promise<Check | undefined> {
  return check(writeFiles(workspace));
}

async function check(root: string): Promise<Check | undefined> {
  const { checks } = await verifyExpansion(
    { folder: join(root, 'data/expansion'), lock: join(root, 'corpus.lock.json') },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return checks.find(({ name }) => name === 'lock');
}

interface Figures {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

function lockedFile(path: string, text: string): Figures {
  return {
    path,
    bytes: Buffer.byteLength(text),
    rows: text.split('\n').length - 1,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}

function differences(stated: Figures, found: Figures): string[] {
  return (['bytes', 'rows', 'sha256'] as const).flatMap((figure) =>
    stated[figure] === found[figure]
      ? []
      : [
          `${stated.path}, ${figure}: the lock says ${String(stated[figure])}, found ${String(found[figure])}`,
        ],
  );
}

function failed(problems: readonly string[]): Check {
  return { name: 'lock', verdict: 'failed', problemCount: problems.length, problems };
}
