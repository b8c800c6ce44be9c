import { corpusRecords } from '@llamaforge/testing';
import { type CorpusRecord } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietReading } from '../verification.testing.ts';
import { PlacedRows } from './placed-rows.ts';
import { countRenderedRepeats, type RenderedRepeats } from './count-rendered-repeats.ts';
import { lineOf, makeRecord, walkAll, writeRows } from './report-corpus.testing.ts';

test('counts a row whose instruction and input read as an instruction alone', async () => {
  const lines = [
    makeRecord({ instruction: 'A\nB' }),
    makeRecord({ instruction: 'C' }),
    makeRecord({ instruction: 'A', input: 'B' }),
  ].map(lineOf);

  const found = await countIn(lines);

  const place = Buffer.byteLength(`${lines[0] ?? ''}\n${lines[1] ?? ''}\n`);
  expect(found).toEqual({
    rows: 1,
    pairs: [
      [
        { place: 0, line: 0 },
        { place, line: 2 },
      ],
    ],
  });
});

test.each([
  ['equal rows, which the exact key removes', { instruction: 'A', input: 'B' }, 0],
  ['another output', { instruction: 'A\nB', output: 'Other.' }, 0],
  ['a backslash and an n for a line feed', { instruction: 'A\\nB' }, 0],
  ['a line feed elsewhere', { instruction: 'A\n\nB' }, 0],
  ['the same prompt', { instruction: 'A\nB' }, 1],
])('tells %s', async (_, other, rows) => {
  const lines = [makeRecord({ instruction: 'A', input: 'B' }), makeRecord(other)].map(lineOf);

  const found = await countIn(lines);

  expect(found.rows).toBe(rows);
});

test('tells rows apart that differ in one byte which no print holds', async () => {
  const passage = 'word '.repeat(400);
  const lines = Array.from({ length: 200 }, (_, index) =>
    lineOf(
      makeRecord({ instruction: 'Read on.', input: `${passage}${String(index + 100)} ${passage}` }),
    ),
  );

  const found = await countIn(lines);

  expect(found.rows).toBe(0);
});

test('compares rows whose JSON is written in other ways by what they say', async () => {
  const lines = [
    '{ "_source": "x", "_category": "instruction", "output": "o", "input": "B", "instruction": "A" }',
    lineOf(makeRecord({ instruction: 'A\nB', output: 'o' })),
  ];

  const found = await countIn(lines);

  expect(found.rows).toBe(1);
});

test('counts what a comparison of all prompts and outputs counts', async () => {
  // Few letters, so that prompts meet often.
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '"', '\\', 'n'), maxLength: 4 });
  const record = fc
    .record({ instruction: text, input: text, output: fc.constantFrom('x', 'y') })
    .map(({ instruction, input, output }) =>
      makeRecord({ instruction: instruction.trim() || 'a', input: input.trim(), output }),
    );
  const records = fc.oneof(
    fc.array(record, { maxLength: 60 }),
    fc.array(corpusRecords(), { maxLength: 10 }),
  );

  await fc.assert(
    fc.asyncProperty(records, async (rows) => {
      const found = await countIn(rows.map(lineOf));

      expect(found.rows).toBe(countPlainly(rows));
    }),
    { numRuns: 60 },
  );
});

async function countIn(lines: readonly string[]): Promise<RenderedRepeats> {
  const files = writeRows(lines);
  const { sums } = await walkAll(files);
  using rows = new PlacedRows(files);
  return await countRenderedRepeats(sums.prompts, rows, quietReading);
}

function countPlainly(records: readonly CorpusRecord[]): number {
  const rendered = records.map(({ instruction, input, output }) =>
    JSON.stringify([input === '' ? instruction : `${instruction}\n${input}`, output]),
  );
  const exact = records.map(({ instruction, input, output }) =>
    JSON.stringify([instruction, input, output]),
  );
  return new Set(exact).size - new Set(rendered).size;
}
