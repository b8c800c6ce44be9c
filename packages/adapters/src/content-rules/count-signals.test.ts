import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSignals } from './count-signals.ts';
import { readField } from './field-bytes.ts';
import { buildLiteralAutomaton, type LiteralAutomaton } from './literal-automaton.ts';
import type { Anchor, Signal } from './signal.ts';
import { signals } from './signals.ts';

test.each<{ at: Anchor; literal: string; text: string; times: number }>([
  { at: 'anywhere', literal: 'an', text: 'Banana AN', times: 3 },
  { at: 'anywhere', literal: 'aa', text: 'aaaa', times: 3 },
  { at: 'anywhere', literal: '已知', text: '已知x，已知y', times: 2 },
  { at: 'word', literal: 'he', text: 'he said the word; He.', times: 2 },
  { at: 'word', literal: '%', text: '5%x', times: 1 },
  { at: 'word', literal: 'he', text: 'éhe', times: 1 },
  { at: 'word_start', literal: 'bug', text: 'bugs debug', times: 1 },
  { at: 'text_start', literal: 'is', text: 'is it? is', times: 1 },
  { at: 'text_start', literal: 'is', text: 'island', times: 0 },
  { at: 'line_start', literal: 'q:', text: 'q: a\nQ: b\n q: c', times: 2 },
  { at: 'line_start', literal: 'is', text: 'a\nisland', times: 0 },
  { at: 'text_end', literal: '?', text: 'a? b?', times: 1 },
  { at: 'text_end', literal: 'is', text: 'this', times: 0 },
  { at: 'text_end', literal: 'is', text: 'it is', times: 1 },
])('$at $literal stands in $text $times times', ({ at, literal, text, times }) => {
  expect(counted([{ at, literals: [literal] }], text)).toEqual([times]);
});

test('counts literals that share an end, a start or all of their bytes, each for its signal', () => {
  const list: readonly Signal[] = [
    { at: 'anywhere', literals: ['he', 'she', 'hers'] },
    { at: 'word', literals: ['she'] },
    { at: 'anywhere', literals: ['she', 's'] },
  ];

  expect(counted(list, 'ushers she')).toEqual([5, 1, 5]);
});

test('finds what a plain search finds', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' '), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
      fc.array(word),
      (literals, parts) => {
        const text = parts.join('');

        const found = counted(
          literals.map((literal) => ({ at: 'anywhere', literals: [literal] })),
          text,
        );

        expect(found).toEqual(literals.map((literal) => occurrences(text, literal)));
      },
    ),
  );
});

test('every literal of the table is in lower case, not empty, and found where it stands alone', () => {
  const list: readonly Signal[] = Object.values(signals);
  const automaton = buildLiteralAutomaton(list);

  const lost = list.flatMap((signal, index) =>
    signal.literals.filter(
      (literal) =>
        literal !== literal.toLowerCase() || (countedBy(automaton, literal)[index] ?? 0) === 0,
    ),
  );

  expect(lost).toEqual([]);
});

function counted(list: readonly Signal[], text: string): readonly number[] {
  return countedBy(buildLiteralAutomaton(list), text).slice(0, list.length);
}

function countedBy(automaton: LiteralAutomaton, text: string): readonly number[] {
  const features = new Int32Array(1 + Math.max(...automaton.literals.map(({ signal }) => signal)));
  countSignals(automaton, readField(text), { features, base: 0 });
  return [...features];
}

function occurrences(text: string, literal: string): number {
  let count = 0;
  for (let i = text.indexOf(literal); i >= 0; i = text.indexOf(literal, i + 1)) count++;
  return count;
}
