import { join } from 'node:path';
import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { readLock } from './read-lock.ts';

const sha256 = 'a'.repeat(64);
const output = { path: 'a.jsonl', bytes: 1, rows: 1, sha256, read: 1, rejected: {} };

test('reads what was written of each source, whatever else stands there', async () => {
  const path = writeLock({
    format_version: 1,
    sources: { a: { commit: 'c0de', output: { ...output, limit: null }, preferences: null } },
    more: true,
  });

  expect(await readLock(path)).toEqual({
    path,
    sources: { a: { output, preferences: null } },
  });
});

test('says what to do where a named lock is missing', async () => {
  const path = join(temporaryFolder(), 'a.lock.json');

  await expect(readLock(path)).rejects.toMatchObject({
    name: 'CorpusError',
    message: `${path} is missing. Name the lock that \`llamaforge fetch\` wrote: llamaforge-verify expansion --lock <file>.`,
  });
});

test('says what to do where a lock is no file', async () => {
  const path = temporaryFolder();

  await expect(readLock(path)).rejects.toMatchObject({
    name: 'CorpusError',
    message: `${path} is not a file. Name the lock that \`llamaforge fetch\` wrote: llamaforge-verify expansion --lock <file>.`,
  });
});

test.each<[string, string, readonly string[]]>([
  ['is cut', '{"format_version":1,', [expect.stringMatching(/^it is not JSON: ./u)]],
  ['is no object', '[]', ['Invalid input: expected object, received array']],
  [
    'has another format',
    '{"format_version":2,"sources":{}}',
    ['format_version: Invalid input: expected 1'],
  ],
  [
    'states figures that cannot be',
    JSON.stringify({
      format_version: 1,
      sources: {
        a: {
          output: { ...output, path: '', bytes: -1, rejected: { not_text: 0.5 } },
          preferences: null,
        },
        b: { output, preferences: { path: 'b', bytes: 1, rows: 1, sha256: 'A' } },
      },
    }),
    [
      'sources.a.output.path: must not be empty',
      'sources.a.output.bytes: Too small: expected number to be >=0',
      'sources.a.output.rejected.not_text: Invalid input: expected int, received number',
      'sources.b.preferences.sha256: must be a SHA-256 in hex',
    ],
  ],
])('names every problem of a lock that %s', async (_title, text, problems) => {
  const path = join(temporaryFolder({ 'corpus.lock.json': text }), 'corpus.lock.json');

  const error: unknown = await readLock(path).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(CorpusError);
  expect(error).toMatchObject({ name: 'ConfigurationError', problems });
  expect(error).toHaveProperty(
    'message',
    expect.stringContaining(
      `${path} cannot be used as a lock. Take it back from version control, or name another with --lock:\n  `,
    ),
  );
});

function writeLock(lock: unknown): string {
  return join(temporaryFolder({ 'corpus.lock.json': JSON.stringify(lock) }), 'corpus.lock.json');
}
