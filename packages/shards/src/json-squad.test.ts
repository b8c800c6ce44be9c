import { collect, temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { readRows } from './read-rows.ts';

test('reads questions one by one, each with the context and title that it stands under', async () => {
  const answers = [{ text: 'b', answer_start: 0 }];
  const rows = await read([
    {
      title: 'T',
      paragraphs: [
        { context: 'c1', qas: [{ id: '1', question: 'q1', answers, is_impossible: false }] },
        { context: 'c2', qas: [] },
        { context: 'c3', qas: [{ question: 'q2', answers: [], context: 'own' }, 'odd'] },
      ],
    },
    { paragraphs: [{ context: 'c4', qas: [{ question: 'q3', answers }] }] },
  ]);

  expect(rows).toEqual([
    {
      line: 1,
      value: { title: 'T', context: 'c1', id: '1', question: 'q1', answers, is_impossible: false },
    },
    { line: 2, value: { title: 'T', context: 'own', question: 'q2', answers: [] } },
    { line: 3, value: 'odd' },
    { line: 4, value: { context: 'c4', question: 'q3', answers } },
  ]);
});

test('gives what is not nested so as a row, so that it is counted', async () => {
  const first = { paragraphs: [{ context: 'c', text: 'no questions' }, 5] };

  const rows = await read([first, { question: 'q' }, 'odd']);

  expect(rows).toEqual([
    { line: 1, value: { context: 'c', text: 'no questions' } },
    { line: 2, value: 5 },
    { line: 3, value: { question: 'q' } },
    { line: 4, value: 'odd' },
  ]);
});

test('counts an article that is not JSON as one broken row, and quotes a question as JSON', async () => {
  const good = '{"paragraphs":[{"context":"c","qas":[{"question":"q"}]}]}';
  const path = join(
    temporaryFolder({ 'a.json': `{"data":[${good},{"paragraphs":NaN},${good}]}` }),
    'a.json',
  );

  const rows = await collect(readRows(path, await detectFormat(path)));

  const raw = { text: '{"context":"c","question":"q"}' };
  expect(rows.map((row) => (row.kind === 'blank' ? row : [row.kind, row.line, row.raw()]))).toEqual(
    [
      ['row', 1, raw],
      ['broken', 2, { text: '{"paragraphs":NaN}' }],
      ['row', 3, raw],
    ],
  );
});

async function read(data: readonly unknown[]): Promise<unknown[]> {
  const text = JSON.stringify({ version: 'v2.0', data });
  const path = join(temporaryFolder({ 'a.json': text }), 'a.json');
  const format = await detectFormat(path);
  expect(format).toEqual({ format: 'squad', compression: 'none', wrapperKey: 'data' });
  const rows = await collect(readRows(path, format));
  return rows.map((row) => (row.kind === 'row' ? { line: row.line, value: row.value } : row));
}
