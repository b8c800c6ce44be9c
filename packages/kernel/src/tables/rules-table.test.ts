import { expect, test } from 'vitest';
import { loadTestKernel } from '../kernel.testing.ts';
import * as layout from '../layout.ts';
import { kernelMeasures, rulesTable, type RulesTables } from './rules-table.ts';

const kernel = loadTestKernel();
const table = 65_536;
const context = 8 * 1024 * 1024;
const entry = context + 64 * 1024;
const texts = entry + 4096;

/** Category 7 where the instruction greets, 9 where the output is a number, 3 where nothing decides. */
const greetings: RulesTables = {
  maxFieldBytes: 4096,
  maxQuotedBytes: 200,
  endMarks: ['</s>'],
  decideAt: 10,
  measures: kernelMeasures,
  signals: [{ at: 'text_start', literals: ['hello', 'good day'] }],
  categories: [7, 9],
  ruleCategory: Int32Array.of(0, 1, 1),
  ruleWeight: Int32Array.of(20, 30, -25),
  ruleEnd: Int32Array.of(1, 2, 4),
  conditionFeature: Int32Array.of(17, 2 * 18 + 13, 17, 2 * 18),
  conditionLeast: Int32Array.of(1, 1, 1, 4),
  conditionGreatest: Int32Array.of(0x7fffffff, 1, 0x7fffffff, 9),
  defaultCategory: 3,
};

test.each([
  ['Hello there', 'yes', 7],
  ['Say hello', 'yes', 3],
  ['Count', '12</s>', 9],
  ['Hello', '12', 9],
  // 20 against 30 - 25.
  ['Hello', '1234', 7],
  ['', '', 3],
])(
  'the rules of %j and %j decide for %d, at any address of the table',
  (instruction, output, category) => {
    const decisions = [table, table + 64 * 1001].map((address) =>
      decide(address, { instruction, output }),
    );

    expect(decisions).toEqual([category, category]);
  },
);

test('refuses rules with other measures, cuts, or more features than there is room for', () => {
  const others: readonly Partial<RulesTables>[] = [
    { measures: kernelMeasures.toReversed() },
    { maxFieldBytes: 8192 },
    { signals: Array.from({ length: 112 }, () => ({ at: 'word', literals: ['x'] })) },
    { categories: Array.from({ length: 17 }, (_, index) => index) },
  ];

  for (const other of others) {
    expect(() => rulesTable({ ...greetings, ...other })).toThrow(
      new TypeError('The content rules are not those that the kernel was made for.'),
    );
  }
});

function decide(
  address: number,
  { instruction, output }: { readonly instruction: string; readonly output: string },
): number | undefined {
  const { view, bytes } = kernel;
  bytes.set(rulesTable(greetings), address);
  view.setUint32(layout.headerAddress + layout.rulesAt, address, true);
  bytes.fill(0, context, texts);
  view.setUint32(context + layout.entriesAt, entry, true);
  view.setUint32(context + layout.entryCountAt, 1, true);
  view.setUint32(context + layout.scratchAt, context + 1024, true);
  bytes[entry + layout.categoryAt] = layout.none;
  const encoded = new TextEncoder().encode(`${instruction}${output}`);
  bytes.set(encoded, texts);
  view.setUint32(entry + layout.instructionAt, texts, true);
  view.setUint32(entry + layout.instructionBytesAt, instruction.length, true);
  view.setUint32(entry + layout.outputAt, texts + instruction.length, true);
  view.setUint32(entry + layout.outputBytesAt, output.length, true);
  kernel.call('decideCategories', context);
  return bytes[entry + layout.categoryAt];
}
