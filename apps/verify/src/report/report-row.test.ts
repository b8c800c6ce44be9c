import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, makeReportRow } from './report-row.ts';

const values = {
  instruction: 'And then?',
  input: '',
  output: 'Then we go.',
  category: 'instruction',
  source: 'made',
};

test('cuts a text to its beginning and says how long all of it is', () => {
  expect(cutText('abc😀', 3)).toEqual({ text: 'abc', characters: 4 });
});

test('cuts no surrogate pair in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (text, units) => {
      const cut = cutText(text, units);

      expect(text.startsWith(cut.text)).toBe(true);
      expect(cut.text.isWellFormed()).toBe(true);
      expect(cut.text.length).toBeGreaterThanOrEqual(Math.min(text.length, units - 1));
      expect(cut.text.length).toBeLessThanOrEqual(units);
    }),
  );
});

test('shows the turns of a transcript, as they were said', () => {
  const input = 'System: Be kind.\n\nHuman: Hi\n\\Tool: no\n\nAssistant: Hello';

  const row = makeReportRow({ ...values, input }, { line: 7, units: 100 });

  expect(row).toEqual({
    line: 7,
    source: 'made',
    category: 'instruction',
    instruction: { text: 'And then?', characters: 9 },
    input: { text: input, characters: input.length },
    output: { text: 'Then we go.', characters: 11 },
    turns: [
      { speaker: 'System', text: { text: 'Be kind.', characters: 8 } },
      { speaker: 'Human', text: { text: 'Hi\nTool: no', characters: 11 } },
      { speaker: 'Assistant', text: { text: 'Hello', characters: 5 } },
    ],
    turnsInAll: 3,
  });
});

test('shows no turns where the input is no transcript', () => {
  const row = makeReportRow({ ...values, input: 'A passage.\n\nHuman: Hi' }, { line: 1, units: 9 });

  expect([row.turns, row.turnsInAll]).toEqual([undefined, 0]);
});

test('shows the first 40 turns of a longer dialogue, the later ones cut the more', () => {
  const input = Array.from(
    { length: 60 },
    (_, index) => `${index % 2 === 0 ? 'Human' : 'Assistant'}: ${'x'.repeat(10)}`,
  ).join('\n\n');

  const { turns = [], turnsInAll } = makeReportRow({ ...values, input }, { line: 1, units: 8 });

  expect(turnsInAll).toBe(60);
  expect(turns.map(({ text }) => text.text.length)).toEqual([
    ...[8, 8, 8, 8],
    ...Array.from({ length: 36 }, () => 0),
  ]);
  expect(turns.every(({ text }) => text.characters === 10)).toBe(true);
});
