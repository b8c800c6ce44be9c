import type { RowMapping } from '@llamaforge/schema';
import { hostileText, testAdapter } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';

const everywhere: RowMapping = {
  clean: {
    prompt: ['treebank', 'comma_marks', 'html', 'glaive_calls'],
    story: ['glaive_calls', 'html', 'comma_marks', 'treebank'],
  },
};

testAdapter({
  shape: 'prompt_completion',
  example: { prompt: "[ WP ] It 's late_comma_ go on .", story: "`` <p>Once</p> . '' &amp;" },
  adapt: (row) => adaptRow(row, everywhere),
});

test('cleans before the row is read, in the order given, and leaves the row as it is', () => {
  const row = Object.freeze({ q: 'One_comma_&amp;comma&#95; two', a: 'x , y' });
  const mapping: RowMapping = {
    columns: { instruction: 'q', output: 'a' },
    clean: { q: ['html', 'comma_marks'], a: ['treebank'] },
  };

  expect(adaptRow(row, mapping)).toMatchObject([
    { text: { instruction: 'One,&comma_ two', output: 'x, y' } },
  ]);
  expect(row).toEqual({ q: 'One_comma_&amp;comma&#95; two', a: 'x , y' });
});

test.each([
  ['a.b', { a: { b: 'x , y', c: 1 } }],
  ['a.b', { 'a.b': 'x , y', a: { b: 'z' } }],
  ['a.0.b', { a: [{ b: 'x , y' }, 'z , z'] }],
  ['a.b.c', { 'a.b': { d: 1 }, a: { b: { c: 'x , y' } } }],
])('cleans what the dotted path %s leads to', (path, row) => {
  const mapping: RowMapping = {
    columns: { instruction: path, output: path },
    clean: { [path]: ['treebank'] },
  };

  expect(adaptRow(freeze(row), mapping)).toMatchObject([
    { text: { instruction: 'x, y', output: 'x, y' } },
  ]);
});

test('cleans the texts of a list and leaves what is none', () => {
  const mapping: RowMapping = { clean: { data: ['treebank'] } };

  expect(adaptRow({ data: ['Hi .', 'Ho !'] }, mapping)).toMatchObject([
    { shape: 'turns', text: { instruction: 'Hi.', output: 'Ho!' } },
  ]);
  expect(adaptRow({ data: ['Hi .', 5] }, mapping)).toMatchObject([{ reason: 'unknown_shape' }]);
});

test('a text that cannot be cleaned rejects the row and is named', () => {
  const mapping: RowMapping = { clean: { chat: ['glaive_calls'] } };
  const row = { system: 's', chat: 'USER: q\n\n\nASSISTANT: <functioncall> nothing' };

  expect(adaptRow(row, mapping)).toEqual([
    {
      kind: 'rejected',
      shape: undefined,
      reason: 'invalid_call',
      detail: '`chat` holds a call that is no JSON: "nothing"',
    },
  ]);
});

test('no cleaner throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText(), markedText()), (text) => {
      const row = { prompt: text, story: text };

      const adapted = adaptRow(row, everywhere);

      expect(adapted).toHaveLength(1);
      expect(row).toEqual({ prompt: text, story: text });
    }),
    { numRuns: 1000 },
  );
});

/** Texts of the signs that cleaners look for. */
function markedText(): fc.Arbitrary<string> {
  const signs = ['``', "''", ' ', "n't", '<newline>', '-LRB-', '<p>', '</li>', '&amp;', '&#'];
  const more = ['<functioncall>', '{"name": "f", ', '"arguments": \'{', "}'}", '"', '\\', '\n\n'];
  return fc
    .array(fc.constantFrom(...signs, ...more, 'word', '_comma_', '.', '’', '\ud800'))
    .map((parts) => parts.join(''));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
