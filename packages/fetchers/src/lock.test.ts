import { ConfigurationError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLock, writeLock, type Lock } from './lock.ts';

const sha256 = '0'.repeat(64);
const lock: Lock = {
  format_version: 1,
  sources: {
    squad: {
      revision: 'main',
      repository: 'owner/squad',
      commit: 'a'.repeat(40),
      license: 'cc-by-sa-4.0',
      files: [
        { path: 'z.parquet', bytes: 10, sha256 },
        { path: 'a.json', bytes: 2, git_oid: 'b'.repeat(40) },
      ],
      card: sha256,
      output: {
        path: 'examples/squad.jsonl',
        bytes: 5,
        rows: 1,
        sha256,
        read: 3,
        rejected: { unanswerable: 2 },
        limit: null,
        tool_version: '0.1.0',
      },
      preferences: { path: 'p.jsonl', bytes: 0, rows: 0, sha256, left_out: { equal: 1 } },
    },
    alpaca: {
      repository: 'owner/alpaca',
      revision: 'v1',
      commit: 'c'.repeat(40),
      license: null,
      files: [],
      card: sha256,
      output: null,
      preferences: null,
    },
  },
};

test('reads what it wrote', () => {
  const path = join(temporaryFolder(), 'corpus.lock.json');

  writeLock(path, lock);
  writeLock(path, lock);

  expect(readLock(path)).toEqual(lock);
});

test('writes keys in one order, files as they stand, and a line feed at the end', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'corpus.lock.json');
  const { squad, alpaca } = lock.sources;
  if (squad === undefined || alpaca === undefined) throw new Error('both are above');

  const opening = `{\n  "format_version": 1,\n  "sources": {\n    "alpaca": {\n      "card": "${sha256}"`;

  writeLock(path, { sources: { squad, alpaca }, format_version: 1 });
  const text = readFileSync(path, 'utf8');
  writeLock(path, { format_version: 1, sources: { alpaca, squad: { ...squad } } });

  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(text.startsWith(opening)).toBe(true);
  expect(text.indexOf('z.parquet')).toBeLessThan(text.indexOf('a.json'));
  expect(text.endsWith('}\n')).toBe(true);
  expect(readdirSync(folder)).toEqual(['corpus.lock.json']);
});

test('reads back sources of any name', () => {
  const { alpaca } = lock.sources;
  const path = join(temporaryFolder(), 'corpus.lock.json');
  if (alpaca === undefined) throw new Error('it is above');

  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      fc.pre(name !== '__proto__');
      const named: Lock = { format_version: 1, sources: { [name]: alpaca } };
      writeLock(path, named);
      expect(readLock(path)).toEqual(named);
    }),
    { numRuns: 30 },
  );
});

test('names every problem of a broken lock, and what to do', () => {
  const path = join(temporaryFolder(), 'corpus.lock.json');
  const squad = {
    ...lock.sources['squad'],
    commit: 'main',
    files: [
      { path: 'x', bytes: 1 },
      { path: 'y', bytes: -1, sha256, git_oid: 'b'.repeat(40) },
    ],
    mirror: true,
  };
  writeFileSync(path, JSON.stringify({ format_version: 1, sources: { squad } }));

  const error = caught(() => readLock(path));

  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toBe(
    [
      `${path} cannot be used as a lock. Take it back from version control, or delete it to pin every source anew:`,
      '  sources.squad.commit: must be 40 hex digits',
      '  sources.squad.files.0: must have either sha256 or git_oid',
      '  sources.squad.files.1.bytes: Too small: expected number to be >=0',
      '  sources.squad.files.1: must have either sha256 or git_oid',
      '  sources.squad: Unrecognized key: "mirror"',
    ].join('\n'),
  );
});

test.each([
  ['', 'it is no JSON'],
  ['{"format_version": 1, "sources": {', 'it is no JSON'],
  ['[]', 'expected object'],
  ['{"format_version": 2, "sources": {}}', 'format_version: '],
])('refuses the lock %j', (text, problem) => {
  const path = join(temporaryFolder({ 'corpus.lock.json': text }), 'corpus.lock.json');

  const error = caught(() => readLock(path));

  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).toContain(problem);
  expect(error.message).toContain(path);
});

test('says what is wrong with a lock that is missing, or cannot be written', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'corpus.lock.json');
  mkdirSync(path);

  const errors = [
    caught(() => readLock(join(folder, 'none'))),
    caught(() => {
      writeLock(path, lock);
    }),
    caught(() => {
      writeLock(join(folder, 'none/corpus.lock.json'), lock);
    }),
  ];

  expect(errors.every((error) => error instanceof FileAccessError)).toBe(true);
  expect(errors.map(({ message }) => message)).toEqual([
    `Cannot read ${join(folder, 'none')}: it does not exist. Check the path, and the folder that you run from.`,
    `Cannot write ${path}: it is a folder. Choose another name.`,
    `Cannot write ${join(folder, 'none/corpus.lock.json')}: a folder of the path is missing. Check the path.`,
  ]);
  expect(readdirSync(folder)).toEqual(['corpus.lock.json']);
});

function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
