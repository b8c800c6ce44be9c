import { realDataFolder } from '@llamaforge/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadLanguageOf } from './language-of.ts';
import { findTags } from './quality-tags.ts';

const folder = realDataFolder();
const languageOf = await loadLanguageOf();

test.skipIf(folder === undefined).each(['en', 'es', 'zh'])(
  'tells the language of nearly every question of XQuAD, and none wrong: %s (skipped without real data)',
  (language) => {
    const told = valuesOf('question', language).map(languageOf);

    const right = told.filter((one) => one === language).length;
    const wrong = told.filter((one) => one !== language && one !== undefined);
    expect(wrong).toEqual([]);
    expect(right).toBeGreaterThan(told.length * 0.85);
  },
);

test.skipIf(folder === undefined).each(['en', 'es', 'zh'])(
  'finds nothing amiss in questions and articles of an encyclopedia: %s (skipped without real data)',
  (language) => {
    const context = { sourceLanguage: language, languageOf } as const;
    const questions = valuesOf('question', language);
    const articles = valuesOf('context', language);

    // One article is cut before what someone is quoted with.
    const found = articles.flatMap((article, index) =>
      /[:：]$/u.test(article)
        ? []
        : findTags({ instruction: questions[index] ?? '', input: '', output: article }, context),
    );

    expect(articles.length).toBeGreaterThan(100);
    expect(found).toEqual([]);
  },
);

/** The values of a key anywhere in a file of XQuAD, in their order. */
function valuesOf(key: string, language: string): readonly string[] {
  const file = join(folder ?? '', `xquad/xquad.${language}.json.gz`);
  const json = gunzipSync(readFileSync(file)).toString();
  const values = json.matchAll(new RegExp(`"${key}":\\s*("(?:[^"\\\\]|\\\\.)*")`, 'gu'));
  return Array.from(values, ([, value = '""']) => String(JSON.parse(value)));
}
