import { expect, test } from 'vitest';
import { wordsPattern } from './words-pattern.ts';

test('writes shared beginnings once', () => {
  const source = wordsPattern(['Deep Mind', 'DeepMind', 'Dolly', 'Kimi']);

  expect(source).toBe('(?:D(?:eep(?: Mind|Mind)|olly)|Kimi)');
});

test('finds each word and nothing that only begins like one', () => {
  const words = ['Meta', 'Mistral', 'Mixtral', 'Open AI', 'OpenAI'];
  const pattern = new RegExp(`^${wordsPattern(words)}$`);

  const found = [...words, 'Met', 'Mistra', 'Open', 'OpenAIs', ''].filter((word) =>
    pattern.test(word),
  );

  expect(found).toEqual(words);
});
