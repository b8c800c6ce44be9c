import { expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

const row = {
  instruction: 'q',
  output: 'a',
  split: 'train',
  meta: { level: 1, ok: true },
  big: 'x',
};

test.each([
  [{ split: 'train' }],
  [{ split: ['test', 'train'] }],
  [{ 'meta.level': 1 }],
  [{ 'meta.level': '1' }],
  [{ 'meta.ok': true, split: 'train' }],
])('keeps a row that has a value of %j', (where) => {
  expect(adaptRow(row, { where })).toMatchObject([{ kind: 'record', shape: 'alpaca' }]);
});

test.each([
  [{ split: 'test' }, '`split` is "train", not "test"'],
  [{ split: ['test', 'dev'] }, '`split` is "train", not "test" or "dev"'],
  [{ split: 'train', 'meta.level': 2 }, '`meta.level` is 1, not 2'],
  [{ meta: 1 }, '`meta` is an object, not 1'],
  [{ absent: 'x' }, '`absent` is null, not "x"'],
  [{ toString: 'x' }, '`toString` is null, not "x"'],
  [
    { split: ['1', '2', '3', '4', '5', '6'] },
    '`split` is "train", not "1" or "2" or "3" or "4" or "5"…',
  ],
])('leaves out a row that has no value of %j', (where, detail) => {
  expect(adaptRow(row, { where })).toEqual([
    { kind: 'rejected', shape: undefined, reason: 'not_selected', detail },
  ]);
});

test('a long value is cut short in the detail, and a lone surrogate replaced', () => {
  const long = { ...row, big: `\ud800${'y'.repeat(100)}` };

  expect(adaptRow(long, { where: { big: 'x' } })).toMatchObject([
    { detail: '`big` is "\\ud800' + 'y'.repeat(59) + '…", not "x"' },
  ]);
});

test('a mark of a negative example that is asked for is no reason to reject', () => {
  const marked = { ...row, label: false };

  expect(adaptRow(marked, { where: { label: false } })).toMatchObject([{ kind: 'record' }]);
  expect(adaptRow(marked, { where: { split: 'train' } })).toMatchObject([
    { reason: 'negative_example' },
  ]);
});
