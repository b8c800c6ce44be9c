import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRowTags } from './row-tags.ts';

test('reads the three tags, trimmed and well-formed', () => {
  const row = { _category: ' Math ', category: '\tother', _source: ' open_orca\ud800\n' };

  expect(readRowTags(row)).toEqual({
    category: 'Math',
    fallbackCategory: 'other',
    source: 'open_orca\ufffd',
  });
});

test.each([
  {},
  { _category: '', category: ' ', _source: '\n' },
  { _category: null, category: null, _source: null },
  { _category: 5, category: ['math'], _source: { name: 'x' } },
  Object.create({ _category: 'math', category: 'math', _source: 'x' }),
  [],
  'text',
  null,
  7,
])('reads no tag off %j', (value) => {
  expect(readRowTags(value)).toEqual({
    category: undefined,
    fallbackCategory: undefined,
    source: undefined,
  });
});

test('a tag is text that is left after trimming, or none', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const { source } = readRowTags({ _source: text });

      expect(source ?? '').toBe(text.trim().toWellFormed());
      expect(source).not.toBe('');
    }),
  );
});
