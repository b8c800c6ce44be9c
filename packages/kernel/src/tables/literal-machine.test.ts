import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLiteralMachine, cellOf } from './literal-machine.ts';
import { isWordByte, type LiteralSignal } from './literal-tries.ts';
import { fieldEnd } from './rules-layout.ts';

const encoder = new TextEncoder();
const anchors = ['anywhere', 'word', 'word_start', 'text_start', 'line_start'] as const;

test.each<{ at: LiteralSignal['at']; literal: string; text: string; times: number }>([
  { at: 'anywhere', literal: 'an', text: 'Banana AN', times: 3 },
  { at: 'anywhere', literal: 'aa', text: 'aaaa', times: 3 },
  { at: 'word', literal: 'he', text: 'he said the word; He.', times: 2 },
  { at: 'word', literal: 'he', text: 'éhe', times: 1 },
  { at: 'word', literal: '%', text: '5%x', times: 1 },
  { at: 'word_start', literal: 'bug', text: 'bugs debug', times: 1 },
  { at: 'text_start', literal: 'is', text: 'is it? is', times: 1 },
  { at: 'text_start', literal: 'is', text: 'island', times: 0 },
  { at: 'line_start', literal: 'q:', text: 'q: a\nQ: b\n q: c', times: 2 },
  { at: 'line_start', literal: 'is', text: 'a\nisland', times: 0 },
])('$at $literal stands in $text $times times', ({ at, literal, text, times }) => {
  expect(counted([{ at, literals: [literal] }], text)).toEqual([times]);
});

test('finds what a look at every place finds, whatever the literals share', () => {
  const piece = fc.constantFrom('a', 'b', 'é', ' ', '_', '\n', '!');
  const word = fc.string({ unit: piece, minLength: 1, maxLength: 4 });
  const signal = fc.record({
    at: fc.constantFrom(...anchors),
    literals: fc.array(word, { minLength: 1, maxLength: 4 }),
  });
  const text = fc.string({ unit: fc.oneof(piece, fc.constantFrom('A', 'B', 'c', '"')) });
  fc.assert(
    fc.property(fc.array(signal, { minLength: 1, maxLength: 6 }), text, (signals, read) => {
      expect(counted(signals, read)).toEqual(
        signals.map((one) => plainCount(one, encoder.encode(read.toLowerCase()))),
      );
    }),
    { numRuns: 500 },
  );
});

test('begins anew at the end of a field', () => {
  const signals = [
    { at: 'text_start', literals: ['is'] },
    { at: 'anywhere', literals: ['sa'] },
  ] as const;
  const machine = buildLiteralMachine(signals);
  const ended = machine.columnOf[fieldEnd] ?? 0;

  const from = Array.from(
    { length: machine.stateCount },
    (_, state) => machine.next[cellOf(machine.stateCount, state, ended)],
  );

  expect(new Set(from)).toEqual(new Set([machine.startState]));
});

/** Walks the machine as the assembly does: what a state reports is known with the next byte. */
function counted(signals: readonly LiteralSignal[], text: string): readonly number[] {
  const machine = buildLiteralMachine(signals);
  const counts = signals.map(() => 0);
  let state = machine.startState;
  for (const byte of [...encoder.encode(text), 0]) {
    const report = machine.reports[state - machine.pendingFrom];
    const ended = isWordByte(byte)
      ? (report?.always ?? [])
      : [...(report?.always ?? []), ...(report?.bordered ?? [])];
    for (const signal of ended) counts[signal] = (counts[signal] ?? 0) + 1;
    state = machine.next[cellOf(machine.stateCount, state, machine.columnOf[byte] ?? 0)] ?? 0;
  }
  return counts;
}

function plainCount({ at, literals }: LiteralSignal, text: Uint8Array): number {
  const ends = literals.map((literal) => encoder.encode(literal));
  const places = Array.from(text.keys());
  return ends
    .map((literal) => places.filter((place) => stands(at, literal, { text, place })).length)
    .reduce((sum, count) => sum + count, 0);
}

function stands(
  at: LiteralSignal['at'],
  literal: Uint8Array,
  { text, place }: { readonly text: Uint8Array; readonly place: number },
): boolean {
  if (!literal.every((byte, index) => text[place + index] === byte)) return false;
  const stop = place + literal.length;
  const before = isBorder(text[place - 1], literal[0]);
  const behind = isBorder(literal.at(-1), text[stop]);
  switch (at) {
    case 'anywhere':
      return true;
    case 'word':
      return before && behind;
    case 'word_start':
      return before;
    case 'text_start':
      return place === 0 && behind;
    case 'line_start':
      return (place === 0 || text[place - 1] === 0x0a) && behind;
    case 'text_end':
      return false;
  }
}

function isBorder(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || other === undefined || !isWordByte(one) || !isWordByte(other);
}
