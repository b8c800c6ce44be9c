import { recordSchema } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corpusRecords, hostileText } from './arbitraries.ts';

test('invents records that keep every rule of the schema', () => {
  fc.assert(
    fc.property(corpusRecords(), (record) => {
      expect(recordSchema.parse(record)).toEqual(record);
    }),
  );
});

test.each([
  ['lone surrogates', (text: string) => !text.isWellFormed()],
  ['blanks at the ends', (text: string) => text !== text.trim()],
  ['lines that look like a header', (text: string) => /^(Human|Assistant):/mu.test(text)],
  ['escaped headers', (text: string) => text.includes('\\System:')],
  ['line separators that JSON leaves as they are', (text: string) => text.includes('\u2028')],
  ['NUL', (text: string) => text.includes('\u0000')],
  ['nothing', (text: string) => text === ''],
])('invents texts with %s', (_kind, isHostile) => {
  const texts = fc.sample(hostileText(), { numRuns: 2000, seed: 1 });

  expect(texts.filter(isHostile)).not.toEqual([]);
});
