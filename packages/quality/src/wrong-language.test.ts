import { expect, test } from 'vitest';
import { loadLanguageOf } from './language-of.ts';
import type { TagContext } from './tag-rule.ts';
import { wrongLanguage } from './wrong-language.ts';

const languageOf = await loadLanguageOf();
const inEnglish: TagContext = { sourceLanguage: 'en', languageOf };
const german = {
  instruction: 'Warum ist der Himmel am Tag eigentlich blau?',
  input: '',
  output: 'Weil das Licht der Sonne an den Teilchen der Luft gestreut wird.',
};
const longGerman = `${german.output} `.repeat(5).trim();

test('finds a record of another language than its source, and says which', () => {
  expect(wrongLanguage.find(german, inEnglish)).toBe(
    'de instead of en: Weil das Licht der Sonne an den Teilchen der Luft gestreut w',
  );
});

test('finds a long answer in another language than its question', () => {
  const record = { ...german, instruction: 'Why is the sky blue at noon?' };

  const evidence = ['', longGerman].map((added) =>
    wrongLanguage.find({ ...record, output: `${german.output} ${added}` }, inEnglish)?.slice(0, 16),
  );

  expect(evidence).toEqual([undefined, 'de instead of en']);
});

test('tells a record with a short answer by its question, where that is long', () => {
  const asked = `${german.instruction} Und warum wird er am Abend rot, wenn die Sonne tief steht? Erkläre mir bitte beides in einem einzigen Wort, das jedes Kind versteht, das schon einmal einen Regenbogen gesehen hat, und nenne keine Formel.`;
  const records = [
    { ...german, output: 'Streuung' },
    { ...german, instruction: asked, output: 'Streuung' },
  ];

  const evidence = records.map((record) => wrongLanguage.find(record, inEnglish)?.slice(0, 16));

  expect(evidence).toEqual([undefined, 'de instead of en']);
});

test.each([
  [{ ...german, instruction: 'Translate: why is the sky blue?', output: longGerman }, inEnglish],
  [{ ...german, instruction: 'Say in German why the sky is blue.', output: longGerman }, inEnglish],
  [{ ...german, input: 'Antworte auf Deutsch.' }, inEnglish],
  [german, { ...inEnglish, sourceLanguage: 'de' }],
  [german, { ...inEnglish, category: 'code_debugging' }],
  [{ ...german, output: 'Leonardo da Vinci', instruction: 'Who painted it?' }, inEnglish],
  [german, { languageOf }],
  [german, {}],
] as const)(
  'finds nothing wrong in %j, which is asked for, of its source or not told',
  (record, context) => {
    expect(wrongLanguage.find(record, context)).toBeUndefined();
  },
);

test('says what a context lacks that names a language alone', () => {
  expect(() => wrongLanguage.find(german, { sourceLanguage: 'en' })).toThrow(
    new TypeError(
      'A context with `sourceLanguage` needs `languageOf`, which loadLanguageOf() gives.',
    ),
  );
});
