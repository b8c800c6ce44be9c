import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedAtMost } from './repeated-at-most.ts';
import { bytesOf, repeatedGrams, topGram } from './repeated-parts.ts';
import { textWords } from './text-words.ts';

test('finds next to nothing in a text whose words all differ', () => {
  const text = Array.from({ length: 3000 }, (_, index) => `word${String(index)}`).join(' ');

  const { pair, runs } = repeatedAtMost(text);

  expect({ isLow: pair < 0.01, runs }).toEqual({ isLow: true, runs: 0 });
});

test('counts each byte once that stood before', () => {
  const text = 'the old mill turns by the old mill turns by the old mill turns';

  const { runs } = repeatedAtMost(text);

  expect(runs * text.length).toBe('the old mill turns by the old mill turns'.length);
});

test('is no less than what two words take up, and half of what three do', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const words = textWords(text);
      const [ofTwo = 0, ofThree = 0] = [2, 3].map((length) => {
        const { times, span } = topGram(words, length);
        return (times * bytesOf(words, span)) / words.size;
      });

      const { pair } = repeatedAtMost(text);

      expect(pair).toBeGreaterThanOrEqual(Math.max(ofTwo, ofThree / 2));
    }),
  );
});

test('is no less than what longer runs take up that stand again', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 10 }), (text, length) => {
      const words = textWords(text);

      const { runs } = repeatedAtMost(text);

      expect(runs).toBeGreaterThanOrEqual(repeatedGrams(words, length).bytes / words.size);
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
