import { corpusRecords } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, makeRecord } from './report-corpus.testing.ts';
import { RowTails } from './row-tails.ts';
import { type RowSpan } from './walk-range.ts';

test('reads category and source of any record from the end of its line', () => {
  fc.assert(
    fc.property(fc.array(corpusRecords(), { maxLength: 20 }), (records) => {
      const tails = new RowTails();

      const found = records.map((record) => {
        const at = tails.find(spanOf(`before\n${lineOf(record)}\nafter`, 7));
        return at && [at.tail.category, at.tail.source];
      });

      expect(found).toEqual(records.map(({ _category, _source }) => [_category, _source]));
    }),
  );
});

test('says where the comma before the category stands', () => {
  const line = lineOf(makeRecord({ output: 'Say ,"_category":"x"' }));

  const found = new RowTails().find(spanOf(line));

  expect(found?.start).toBe(line.lastIndexOf(',"_category":'));
});

test.each([
  ['an empty line', ''],
  ['a line that is cut', lineOf(makeRecord({})).slice(0, -4)],
  ['a line without a source', '{"instruction":"a","input":"","output":"b","_category":"c"}'],
  ['keys in another order', '{"_source":"s","_category":"c","output":"b"}'],
  ['a further key', lineOf(makeRecord({})).replace('}', ',"id":"1"}')],
  ['a blank after a colon', lineOf(makeRecord({})).replace('"_source":', '"_source": ')],
  ['the end alone', ',"_category":"c","_source":"s"}'],
])('knows nothing of %s', (_, line) => {
  expect(new RowTails().find(spanOf(line))).toBeUndefined();
});

test('does not take an end in a text for the end of the row before', () => {
  const tails = new RowTails();
  tails.find(spanOf(lineOf(makeRecord({ _source: 's' }))));

  const found = tails.find(
    spanOf(`{"output":",\\"_category\\":\\"instruction\\",\\"_source\\":\\"s\\"}`),
  );

  expect(found).toBeUndefined();
});

function spanOf(text: string, start = 0): RowSpan {
  const bytes = Buffer.from(text);
  const end = bytes.indexOf(0x0a, start);
  return {
    bytes,
    start,
    end: end === -1 ? bytes.length : end,
    isTooLong: false,
    place: start,
    readings: 0,
    line: 0,
  };
}
