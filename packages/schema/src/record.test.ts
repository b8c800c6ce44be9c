import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  jsonText,
  recordKeys,
  recordSchema,
  writeRecordLine,
  type CorpusRecord,
} from './record.ts';

const record: CorpusRecord = {
  instruction: 'Say hello.',
  input: '',
  output: 'Hello!',
  _category: 'instruction',
  _source: 'open_orca',
};

test('accepts a record whose input is empty', () => {
  expect(recordSchema.parse(record)).toEqual(record);
});

test.each([
  ['instruction', '', 'is empty'],
  ['output', '', 'is empty'],
  ['_source', '', 'is empty'],
  ['instruction', ' a', 'has blanks at its ends'],
  ['input', 'a\n', 'has blanks at its ends'],
  ['output', '\ufeffa', 'has blanks at its ends'],
  ['_source', 'a\u00a0', 'has blanks at its ends'],
  ['instruction', 'a\ud800', 'has a lone surrogate'],
  ['input', '\udc00a', 'has a lone surrogate'],
])('refuses %s %j: it %s', (key, text, message) => {
  const parsed = recordSchema.safeParse({ ...record, [key]: text });

  expect(parsed.error?.issues.map((issue) => [issue.path, issue.message])).toEqual([
    [[key], message],
  ]);
});

test.each([
  ['a key too many', { ...record, id: 'x' }],
  ['a key too few', { ...record, input: undefined }],
  ['a category that is none', { ...record, _category: 'general' }],
  ['a number where text belongs', { ...record, output: 4 }],
  ['null where text belongs', { ...record, input: null }],
  ['a list', [record]],
])('refuses %s', (_title, value) => {
  expect(recordSchema.safeParse(value).success).toBe(false);
});

test('writes compact JSON with the keys in their order, whatever order they came in', () => {
  const { _source, output, ...rest } = record;

  const line = writeRecordLine({ _source, output, ...rest });

  expect(line).toBe(
    '{"instruction":"Say hello.","input":"","output":"Hello!","_category":"instruction","_source":"open_orca"}',
  );
  expect(Object.keys(recordSchema.shape)).toEqual([...recordKeys]);
});

test('writes any text as JSON.stringify does', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('"', '\\', '\n', '\r', '\t', '\u0000', '\u007f', '\u2028', '\ud800', '😀', 'a'),
  );

  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(jsonText(text)).toBe(JSON.stringify(text));
    }),
    { numRuns: 1000 },
  );
});

test('writes texts as JSON.stringify does, on one line', () => {
  const line = writeRecordLine({ ...record, input: '"\\\u0000\n\u2028é😀' });

  expect(line).toContain(String.raw`"input":"\"\\\u0000\n${'\u2028'}é😀"`);
  expect(line).not.toContain('\n');
});

test('writes no key that is none of the five', () => {
  const more = { ...record, id: 'x' };

  expect(Object.keys(recordSchema.parse(JSON.parse(writeRecordLine(more))))).toEqual([
    ...recordKeys,
  ]);
});
