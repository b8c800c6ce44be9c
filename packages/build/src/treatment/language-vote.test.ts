import { expect, test } from 'vitest';
import { LanguageVote } from './language-vote.ts';

test.each([
  ['20 of 20', { en: 20 }, 'en'],
  ['19 of 19, which are too few', { en: 19 }, undefined],
  ['80 of 100', { fr: 20, en: 80 }, 'en'],
  ['79 of 100', { fr: 21, en: 79 }, undefined],
  ['20 of 200 where the others cannot be told', { '': 180, de: 20 }, 'de'],
  ['none', {}, undefined],
])('a language of %s', (_share, counts, language) => {
  const vote = votesOf(counts);

  expect(vote.result()).toBe(language);
});

test('the question counts where the answer is too short to tell', () => {
  const vote = new LanguageVote((text) => (text === '' ? undefined : text));

  for (let row = 0; row < 30; row += 1) vote.add({ instruction: 'it', input: 'fr', output: '' });

  expect(vote.result()).toBe('it');
});

test('is full after 1,000 records, told or not', () => {
  expect(votesOf({ en: 900, '': 99 }).isFull).toBe(false);
  expect(votesOf({ en: 900, '': 100 }).isFull).toBe(true);
});

/** A vote of so many texts that are their own language's name. */
function votesOf(counts: Readonly<Record<string, number>>): LanguageVote {
  const vote = new LanguageVote((text) => (text === '' ? undefined : text));
  for (const [output, records] of Object.entries(counts)) {
    for (let record = 0; record < records; record += 1) {
      vote.add({ instruction: '', input: '', output });
    }
  }
  return vote;
}
