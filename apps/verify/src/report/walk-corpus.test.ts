import { corpusRecords } from '@llamaforge/testing';
import { type CorpusRecord } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietReading } from '../verification.testing.ts';
import { lineOf, makeRecord, walkAll, writeRows } from './report-corpus.testing.ts';
import { walkCorpus, type WalkedCorpus, type WalkForm } from './walk-corpus.ts';
import { type WalkedFile } from './walk-plan.ts';

test.each<WalkForm>([
  { threads: 1, rangeBytes: 1_000_000 },
  { threads: 2, rangeBytes: 5000 },
  { threads: 3, rangeBytes: 777 },
  { threads: 0, rangeBytes: 64 },
])('finds the same by $threads threads in parts of $rangeBytes bytes', async (form) => {
  const files = manyRows();
  const expected = await walkAll(files, { threads: 0, rangeBytes: 1e9 });

  const walked = await walkAll(files, form);

  expect(comparable(walked)).toEqual(comparable(expected));
});

test('counts every row by category and source, whether it is looked at or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(corpusRecords(), { maxLength: 30 }), async (records) => {
      const files = writeRows(records.map(lineOf));

      const { sums } = await walkCorpus(
        files,
        { plan: { sample: noSample, tokenizer: undefined }, form: { threads: 0, rangeBytes: 500 } },
        quietReading,
      );

      expect(sums.rows).toBe(records.length);
      expect(tailsOf(sums.tails)).toEqual(countPlainly(records));
      expect(sums.sample.rows).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('gives each row its line within its own file', async () => {
  const lines = (name: string): string[] =>
    Array.from({ length: 9 }, (_, index) =>
      lineOf(makeRecord({ instruction: `${name} ${String(index + 1)}` })),
    );
  const files = writeRows(lines('first'), lines('second'));

  const { sums, lineOf: numberOf } = await walkAll(files, { threads: 0, rangeBytes: 150 });

  const numbers = (sums.readings.get('instruction') ?? [])
    .toSorted((one, other) => one.place - other.place)
    .map(numberOf);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('counts lines that hold no record, and passes over blank ones', async () => {
  const good = lineOf(makeRecord({}));
  const files = writeRows([good, '', ' \t', 'no JSON', '{"a":1}', '[]', good.slice(0, -9), good]);

  const { sums, lines } = await walkAll(files);

  expect([sums.rows, sums.unreadable, sums.sample.rows, lines]).toEqual([6, 4, 2, 8]);
});

test('counts a broken line of the sample that ends as a row does', async () => {
  const broken = lineOf(makeRecord({})).replace('"input":"",', '"input":oops,');

  const { sums } = await walkAll(writeRows([broken]));

  expect([sums.rows, sums.unreadable, sums.sample.rows]).toEqual([1, 1, 0]);
});

test('stops with the reason of the signal, and leaves no thread behind', async () => {
  const interruption = new AbortController();
  const files = manyRows();
  const plan = { sample: noSample, tokenizer: undefined };

  const walking = walkCorpus(
    files,
    { plan, form: { threads: 2, rangeBytes: 100 } },
    {
      signal: interruption.signal,
      onProgress: () => {
        interruption.abort(new Error('enough'));
      },
    },
  );

  await expect(walking).rejects.toThrow('enough');
});

test('says which file went away', async () => {
  const files = [{ path: 'no/such/rows.jsonl', bytes: 10, base: 0 }];

  await expect(walkAll(files, { threads: 1, rangeBytes: 100 })).rejects.toThrow(
    'no/such/rows.jsonl is missing.',
  );
});

const noSample = {
  seed: 0,
  rowsInAll: 1e9,
  rowsWanted: 0,
  languageRowsWanted: 0,
  tokenRowsWanted: 0,
};

function manyRows(): WalkedFile[] {
  const records = Array.from({ length: 600 }, (_, index) =>
    makeRecord({
      instruction: `Ask ${String(index % 50)}${index % 3 === 0 ? '\nmore' : ''}`,
      input: index % 4 === 0 ? `Human: Hi\n\nAssistant: ${'é'.repeat(index)}` : '',
      output: index % 7 === 0 ? 'As an AI model made by OpenAI, I say so.' : `So ${String(index)}.`,
      _category: index % 2 === 0 ? 'instruction' : 'cot_math',
      _source: `source ${String(index % 5)}`,
    }),
  );
  const lines = records.map(lineOf);
  return writeRows(lines.slice(0, 250), [], lines.slice(250));
}

/** Everything of a walk that has no order of its own, in one order; ranges differ, so lines are resolved. */
function comparable({ sums, lines, lineOf: numberOf }: WalkedCorpus): unknown {
  const placed = (rows: readonly { place: number; line: number }[]) =>
    rows.map((row) => [row.place, numberOf(row)]).sort(([one = 0], [other = 0]) => one - other);
  return {
    lines,
    rows: sums.rows,
    unreadable: sums.unreadable,
    tails: tailsOf(sums.tails),
    readings: new Map([...sums.readings].map(([category, rows]) => [category, placed(rows)])),
    sources: sums.sample.sources,
    lengths: sums.sample.lengths,
    tokens: sums.sample.tokens,
    turns: sums.sample.turns,
    tags: [...sums.sample.tags].map(([tag, sources]) => [
      tag,
      new Map([...sources].map(([name, tagged]) => [name, [tagged.rows, placed(tagged.examples)]])),
    ]),
    prompts: placed(
      sums.prompts.flatMap(({ places, lines: numbers }) =>
        [...places].map((place, index) => ({ place, line: numbers[index] ?? 0 })),
      ),
    ),
  };
}

function tailsOf(
  tails: readonly { category: string; source: string; rows: number }[],
): Map<string, number> {
  return new Map(
    tails
      .filter(({ rows }) => rows > 0)
      .map(({ category, source, rows }) => [JSON.stringify([category, source]), rows]),
  );
}

function countPlainly(records: readonly CorpusRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { _category, _source } of records) {
    const key = JSON.stringify([_category, _source]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
