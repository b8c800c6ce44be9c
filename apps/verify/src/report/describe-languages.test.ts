import { expect, test } from 'vitest';
import { describeLanguages, findForeignRows, findMainLanguages } from './describe-languages.ts';
import { makeSampleSums, type SampleSums } from './sample-sums.ts';

test('lists languages by their rows, each with the sources that have most of them', () => {
  const sums = languagesOf({ alpha: { en: 5, de: 1 }, beta: { en: 1, fr: 7, unknown: 2 } });

  expect(describeLanguages(sums)).toEqual([
    { language: 'fr', rows: 7, sources: [{ source: 'beta', rows: 7 }] },
    {
      language: 'en',
      rows: 6,
      sources: [
        { source: 'alpha', rows: 5 },
        { source: 'beta', rows: 1 },
      ],
    },
    { language: 'unknown', rows: 2, sources: [{ source: 'beta', rows: 2 }] },
    { language: 'de', rows: 1, sources: [{ source: 'alpha', rows: 1 }] },
  ]);
});

test('knows the language of a source where more than half of the rows told are in it', () => {
  const sums = languagesOf({
    most: { de: 2, en: 3 },
    half: { en: 2, de: 2 },
    untold: { unknown: 9 },
    few: { en: 1, unknown: 9 },
  });

  expect(Object.fromEntries(findMainLanguages(sums))).toEqual({ most: 'en', few: 'en' });
});

test('finds the rows in the other languages of a source that has a language', () => {
  const sums = languagesOf({ most: { en: 4, de: 1, unknown: 2, fr: 1 }, half: { en: 1, de: 1 } });

  expect(findForeignRows(sums).map(({ source, at }) => [source, at.place])).toEqual([
    ['most', 4],
    ['most', 7],
  ]);
});

/** Rows of each source by language, at one place after the other. */
function languagesOf(
  sources: Readonly<Record<string, Readonly<Record<string, number>>>>,
): SampleSums {
  const sums = makeSampleSums();
  let place = 0;
  for (const [source, languages] of Object.entries(sources)) {
    const counted = new Map(
      Object.entries(languages).map(([language, rows]) => [
        language,
        Array.from({ length: rows }, () => ({ place: place++, line: 0, rank: 0 })),
      ]),
    );
    sums.languages.set(source, counted);
  }
  return sums;
}
