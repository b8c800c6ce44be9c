import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayRepeat } from './may-repeat.ts';
import { bytesOf, repeatedGrams, topGram } from './repeated-parts.ts';
import { textWords } from './text-words.ts';

test('denies it of a text whose words all differ', () => {
  const text = Array.from({ length: 3000 }, (_, index) => `word${String(index)}`).join(' ');

  expect(mayRepeat(text, { pair: 0.09, run: 0.08 })).toBe(false);
});

test('never denies it where two or three words take up such a share', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const words = textWords(text);
      const [pair = 0, triple = 0] = [2, 3].map((length) => {
        const { times, span } = topGram(words, length);
        return (times * bytesOf(words, span)) / words.size;
      });

      const answers = [
        mayRepeat(text, { pair: pair * 0.99, run: 9 }),
        mayRepeat(text, { pair: (triple / 2) * 0.99, run: 9 }),
      ];

      expect(answers).toEqual([true, true]);
    }),
  );
});

test('never denies it where longer runs that stand again take up such a share', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 5, max: 10 }), (text, length) => {
      const words = textWords(text);
      const share = repeatedGrams(words, length).bytes / words.size;

      expect(share === 0 || mayRepeat(text, { pair: 99, run: share * 0.99 })).toBe(true);
    }),
  );
});

// Of so few words that they repeat.
const anyText = fc
  .array(fc.constantFrom('the', 'mill', 'turns', 'by', 'wind', 'and', 'water', 'Mühle', '磨'), {
    minLength: 3,
    maxLength: 200,
  })
  .map((words) => words.join(' '));
