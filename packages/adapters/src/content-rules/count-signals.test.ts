import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSignals } from './count-signals.ts';
import { readField } from './field-bytes.ts';
import { buildLiteralAutomaton, type LiteralAutomaton } from './literal-automaton.ts';
import type { Anchor, Signal } from './signal.ts';
import { signals } from './signals.ts';

test.each<[Anchor, string, string, number]>([
  ['anywhere', 'an', 'Banana AN', 3],
  ['anywhere', 'aa', 'aaaa', 3],
  ['anywhere', '已知', '已知x，已知y', 2],
  ['word', 'he', 'he said the word; He.', 2],
  ['word', '%', '5%x', 1],
  ['word', 'he', 'éhe', 1],
  ['word_start', 'bug', 'bugs debug', 1],
  ['text_start', 'is', 'is it? is', 1],
  ['text_start', 'is', 'island', 0],
  ['line_start', 'q:', 'q: a\nQ: b\n q: c', 2],
  ['line_start', 'is', 'a\nisland', 0],
  ['text_end', '?', 'a? b?', 1],
  ['text_end', 'is', 'this', 0],
  ['text_end', 'is', 'it is', 1],
])('%s %j stands in %j %d times', (at, literal, text, expected) => {
  expect(counted([{ at, literals: [literal] }], text)).toEqual([expected]);
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
