import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { quietReading } from '../verification.testing.ts';
import { readRejectExamples, type RejectedRows } from './read-reject-examples.ts';

test('shows three rows a reason, from as many files as there are', async () => {
  const lines = [
    ['a', 1],
    ['a', 2],
    ['a', 3],
    ['a', 4],
    ['b', 9],
    ['a', 5],
    ['c', 8],
    ['d', 7],
  ].map(([file, line]) => rejected({ file, line }));

  const found = await readExamples(lines);

  expect(placesOf(found, 'not_text')).toEqual({ rows: 8, examples: ['a 1', 'b 9', 'c 8'] });
});

test('of more than three files those with most rows are shown', async () => {
  const lines = Object.entries({ a: 1, b: 1, c: 2, d: 3, e: 1, f: 2 }).flatMap(([file, rows]) =>
    Array.from({ length: rows }, (_, index) => rejected({ file, line: index + 1 })),
  );

  const found = await readExamples(lines);

  expect(placesOf(found, 'not_text')).toEqual({ rows: 10, examples: ['c 1', 'd 2', 'f 2'] });
});

test('keeps further rows of a file while no other has any', async () => {
  const found = await readExamples([1, 2, 3, 4].map((line) => rejected({ file: 'a', line })));

  expect(placesOf(found, 'not_text')).toEqual({ rows: 4, examples: ['a 1', 'a 2', 'a 3'] });
});

test('shows what was in the row, cut, or its bytes in base64', async () => {
  const found = await readExamples([
    rejected({ raw: 'x'.repeat(700) }),
    rejected({ reason: 'invalid_utf8', raw: undefined, raw_base64: '/w==' }),
  ]);

  expect(found.get('not_text')?.examples).toEqual([
    {
      file: 'in/a.jsonl',
      line: 3,
      detail: 'output is a number',
      raw: { text: 'x'.repeat(600), characters: 700 },
    },
  ]);
  expect(found.get('invalid_utf8')?.examples[0]?.raw).toEqual({ text: '/w==', characters: 4 });
});

test('passes over what is no rejected row', async () => {
  const found = await readExamples([
    '',
    'no JSON',
    '{"file":"a"}',
    rejected({ reason: 'because' }),
    rejected({}).slice(0, 40),
    rejected({ file: 'with ,"detail": in its name' }),
  ]);

  expect([...found.keys()]).toEqual(['not_text']);
  expect(found.get('not_text')?.examples.map(({ file }) => file)).toEqual([
    'with ,"detail": in its name',
  ]);
});

test('says that the file is missing', async () => {
  const path = join(temporaryFolder(), 'rejected.jsonl');

  await expect(readRejectExamples(path, quietReading)).rejects.toThrow(`${path} is missing.`);
});

function rejected(edits: Readonly<Record<string, unknown>>): string {
  const row = {
    file: 'in/a.jsonl',
    line: 3,
    reason: 'not_text',
    detail: 'output is a number',
    raw: '{}',
  };
  return JSON.stringify({ ...row, ...edits });
}

async function readExamples(lines: readonly string[]): Promise<RejectedRows> {
  const folder = temporaryFolder({ 'rejected.jsonl': lines.map((line) => `${line}\n`).join('') });
  return readRejectExamples(join(folder, 'rejected.jsonl'), quietReading);
}

function placesOf(found: RejectedRows, reason: string): unknown {
  const rejects = found.get(reason);
  return (
    rejects && {
      rows: rejects.rows,
      examples: rejects.examples.map(({ file, line }) => `${file} ${String(line)}`),
    }
  );
}
