import { realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isList, isRow } from '../row.ts';
import { treebank } from './treebank.ts';

describe('undoes', () => {
  test.each([
    [
      'marks',
      'Stop , he said ; wait ... no : why ? ! Well … yes .',
      'Stop, he said; wait... no: why?! Well… yes.',
    ],
    [
      'contractions',
      "I 'm sure they 'd 've said it is n't Ann 's , DID N'T we ?",
      "I'm sure they'd've said it isn't Ann's, DIDN'T we?",
    ],
    ['contractions at the beginning', "'s <newline> n't it 's ?", "'s\nn't it's?"],
    ['irregular ones', "We ca n't , wo n't and sha n't .", "We can't, won't and shan't."],
    [
      'words in two',
      "I 'm gon na go , wan na come ? Got ta run ; gim me that , lem me see . 'T was late and I can not stay .",
      "I'm gonna go, wanna come? Gotta run; gimme that, lemme see. 'Twas late and I cannot stay.",
    ],
    ['double quotes', "`` Go , '' she said , `` now . ''", '"Go," she said, "now."'],
    ['quotes within quotes', "`` She said ` no ' , '' he said .", '"She said \'no\'," he said.'],
    [
      'a quote that closes after a blank',
      "`` How much ? `` , he asked . `` Two . ''",
      '"How much?", he asked. "Two."',
    ],
    ['an opening ' + "''", "'' Go ! ''", '"Go!"'],
    ['quotes side by side', "`` Who ? '' `` Me . ''", '"Who?" "Me."'],
    ['a quote of dots', "`` ... '' he said .", '"..." he said.'],
    [
      'possessives',
      "The dogs ' bowls , my cousins ' , a feelin ' .",
      "The dogs' bowls, my cousins', a feelin'.",
    ],
    ['curly quotes', '“ No , ” he said , “ I don ’ t . ”', '“No,” he said, “I don’t.”'],
    [
      'brackets',
      '[ WP ] A king ( old ) and { odd } [ or not ] .',
      '[WP] A king (old) and {odd} [or not].',
    ],
    ['brackets by name', '-LRB- see -LSB- 1 -RSB- -RRB- .', '(see [1]).'],
    ['signs of numbers', 'Number # 1 costs $ 5 , 10 % off .', 'Number #1 costs $5, 10% off.'],
    [
      'line breaks',
      "One . <newline> Two . <newline> <newline> `` Three . ''",
      'One.\nTwo.\n\n"Three."',
    ],
  ])('%s', (_what, tokenised, text) => {
    expect(treebank(tokenised)).toBe(text);
    expect(treebank(text)).toBe(text);
  });

  test('dashes, emphasis and numbers stay as they are', () => {
    expect(treebank('It was -- well -- *odd* at 5.30 , .5 of it , 1,000 times .')).toBe(
      'It was -- well -- *odd* at 5.30, .5 of it, 1,000 times.',
    );
  });
});

test.each([
  "He said \"no\", and I can not say I'd mind: it's Ann's (or 'ours') 100%... isn't it?",
  "Rock 'n' roll till ten; 'tis the season. The boys' bikes -- all of them -- cost $5 [sic].",
  'Well ... you know :) and :-( and <3',
  "Use `npm test` or ```\nlet a = `b`;\n``` and mind the letter 's' in an 's'.",
  '- [ ] to do\n- [x] done\n\n1. one\n2. two',
  'A name of .5 or -LR- and x -- y.',
  '  blanks   and\ttabs  \n\n stay ',
])('leaves text that is not tokenised as it is: %s', (text) => {
  expect(treebank(text)).toBe(text);
});

test('what was undone comes out again as it is', () => {
  const word = fc.constantFrom('night', 'Ann', 'we', '42', 'old');
  const clause = fc.oneof(
    word,
    fc.tuple(word, fc.constantFrom("'s", "n't", "'ll", "'ve")).map((parts) => parts.join(' ')),
    fc.tuple(word, word).map(([first, second]) => `( ${first} ${second} )`),
    fc.tuple(word, word).map(([first, second]) => `\`\` ${first} , ${second} ! ''`),
    fc.tuple(word, word).map(([first, second]) => `\` ${first} ' -- ${second}`),
  );
  const sentence = fc
    .tuple(
      fc.array(clause, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('.', '?', '...', '. <newline>'),
    )
    .map(([clauses, end]) => `${clauses.join(' , ')} ${end}`);

  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
      const text = treebank(sentences.join(' '));

      expect(treebank(text)).toBe(text);
      expect(text).not.toMatch(/``|''|<newline>| [,.?!)]|\( /u);
    }),
  );
});

test('runs of blanks, quotes and dots cost no more than their length', () => {
  const blanks = ' '.repeat(300_000);

  expect(treebank(`a .${blanks}b`)).toBe(`a.${blanks}b`);
  expect(treebank("`` a '' ".repeat(20_000))).toBe('"a" '.repeat(20_000).trim());
  expect(treebank(`a . ${'.'.repeat(300_000)}`)).toBe(`a. ${'.'.repeat(300_000)}`);
});

const folder = realDataFolder();

test.skipIf(folder === undefined)(
  'of real stories, undone by others, it changes only what they left tokenised (skipped without real data)',
  () => {
    const file = join(folder ?? '', 'writing_prompts_detect/writing_gpt2-xl.raw_data.json.gz');
    const data: unknown = JSON.parse(gunzipSync(readFileSync(file)).toString());
    const stories = isRow(data) && isList(data['original']) ? data['original'] : [];

    const changed = stories.filter(
      (story) => typeof story === 'string' && treebank(story) !== story,
    );

    expect(stories.length).toBeGreaterThan(300);
    expect(changed.length).toBeLessThan(stories.length / 4);
    for (const story of changed) expect(story).toMatch(/``|[[{] |\b(?:wan|gon) na\b| n't/iu);
  },
);
