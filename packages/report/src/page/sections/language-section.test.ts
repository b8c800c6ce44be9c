import { expect, test } from 'vitest';
import { emptyReport } from '../corpus-report.testing.ts';
import { languageSection } from './language-section.ts';

test.each([
  [
    { en: 90, de: 3, es: 1, unknown: 6 },
    '90.0% of the rows are in English and 4.0% in 2 further languages; 6.0% are too short to tell.',
  ],
  [{ en: 94, unknown: 6 }, '94.0% of the rows are in English; 6.0% are too short to tell.'],
  [{ en: 94, de: 6 }, '94.0% of the rows are in English and 6.0% in 1 further language.'],
  [{ en: 100 }, '100% of the rows are in English.'],
  [{ unknown: 5 }, 'No text was long enough to tell its language.'],
  [{}, 'No text was looked at for its language.'],
])('rows too short to tell are in no language: %o', (rows, lead) => {
  const languages = Object.entries(rows).map(([language, count]) => ({
    language,
    rows: count,
    sources: [],
  }));

  expect(languageSection({ ...emptyReport, languages }).lead).toBe(lead);
});
