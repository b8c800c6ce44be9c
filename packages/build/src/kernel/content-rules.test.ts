import { categoryByRules, contentFeatures, rulesTables } from '@llamaforge/adapters';
import { layout } from '@llamaforge/kernel';
import type { RecordText } from '@llamaforge/schema';
import { hostileText, realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileRecords } from './hostile-texts.testing.ts';
import { readRealRecords } from './real-records.testing.ts';
import { TextKernel } from './text-kernel.testing.ts';

const kernel = await TextKernel.load();
const literals = rulesTables().signals.flatMap((signal) => signal.literals);
const folder = realDataFolder();
const runs = Number(process.env['PROPERTY_RUNS'] ?? 300);

/** What measures look at beside the literals. */
const measured = [
  'A. one\n(B) two\n C: three\nA:\n',
  '- a\n* b\n1. c\n12) d\n1234. g',
  '  a\n\tb\n c\n',
  'a;\r\nif {\n}\nf():\n:\n',
  '6*7 = 42, (1)=$1, 50% = -2',
  '6 - 7, 3 x 4, ) / (, 1 + $2',
  '$ 1,200.50',
  'weather.get(city)',
  '[Search("x")]',
  'One. Two! "Three." e.g. 1.5 four?',
  '</s>',
  '<|endoftext|>',
  'Human: hi',
  'SHE Said "No"',
  '12',
  'K',
  '_',
  '.',
];

test.each<Partial<RecordText>>([
  { instruction: 'What is the capital of Portugal?', output: 'Lisbon' },
  { instruction: 'qwerty.', output: 'Zzz.' },
  { instruction: 'List it.', output: 'Such a lie is a cruel, selfish betrayal.' },
  { instruction: 'Find the roots of $x^2$.', output: '$\\frac{1}{2}$ and\n\\boxed{3}' },
  { instruction: '</s>', output: '<|im_end|>' },
  {},
])('decides on %j as the plain engine', (part) => {
  const record = { instruction: '', input: '', output: '', ...part };

  expect(kernel.decide([record])).toEqual([plainDecision(record)]);
});

test('decides as the plain engine on rows of all literals, measures, escapes and cuts', () => {
  fc.assert(
    fc.property(
      fc.array(hostileRecords([...literals, ...measured], hostileText()), {
        minLength: 1,
        maxLength: 8,
      }),
      (records) => {
        expect(kernel.decide(records)).toEqual(records.map((record) => plainDecision(record)));
      },
    ),
    { numRuns: runs },
  );
});

test('counts every feature of such rows as the plain engine', () => {
  fc.assert(
    fc.property(hostileRecords([...literals, ...measured], hostileText()), (record) => {
      expect(kernel.features(record)).toEqual(contentFeatures(record));
    }),
    { numRuns: runs },
  );
});

test('decides on each literal alone, and within words, as the plain engine', () => {
  const records = literals.flatMap((literal) =>
    [literal, `x${literal}`, `${literal}x`, `a\n${literal} b`, `${literal.toUpperCase()}!`].map(
      (text) => ({ instruction: text.trim(), input: text.trim(), output: text.trim() }),
    ),
  );

  expect(kernel.decide(records)).toEqual(records.map((record) => plainDecision(record)));
});

test('leaves alone what is decided, external, rejected, or before `decided`', () => {
  const record = { instruction: 'What is the capital of Portugal?', input: '', output: 'Lisbon' };
  kernel.fill([record, record, record, record, record], layout.recordKind);
  kernel.bytes[kernel.entryAt(1) + layout.categoryAt] = 5;
  kernel.bytes[kernel.entryAt(2) + layout.flagsAt] = layout.externalFlag;
  kernel.bytes[kernel.entryAt(3) + layout.kindAt] = layout.rejectedKind;
  kernel.view.setUint32(kernel.context + layout.decidedAt, 1, true);

  kernel.call('decideCategories', kernel.context);

  const decided = [0, 1, 2, 3, 4].map(
    (index) => kernel.bytes[kernel.entryAt(index) + layout.categoryAt],
  );
  expect(decided).toEqual([255, 5, 255, 255, 8]);
  expect(kernel.view.getUint32(kernel.context + layout.decidedAt, true)).toBe(5);
});

test.skipIf(folder === undefined)(
  'decides on every real record as the plain engine (skipped without CORPUS_REAL_DATA)',
  { timeout: 300_000 },
  async () => {
    let count = 0;
    for await (const records of readRealRecords(folder ?? '')) {
      expect(kernel.decide(records)).toEqual(records.map((record) => plainDecision(record)));
      count += records.length;
    }
    expect(count).toBeGreaterThan(70_000);
  },
);

function plainDecision(record: RecordText): { category: string; isDefault: boolean } {
  const { category, isDefault } = categoryByRules(record);
  return { category, isDefault };
}
