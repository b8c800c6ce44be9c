import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLanguageOf } from './language-of.ts';
import { tagRules } from './tag-rules.ts';

const languageOf = await loadLanguageOf();
const mostUnits = 200;
// What the rules look for, so that texts of these come near to each.
const pieces = [
  'Certainly! Here is ',
  "I'm sorry, but I can't help with ",
  'I am ChatGPT. ',
  '<think>',
  '\n</think>\n',
  'within \\boxed{}',
  '<tool_call>{',
  '</tool_call>',
  'anna.pfister@gmail.com ',
  '+49 30 2093 4711 ',
  '://a:T7rk2Zt9@b.nl ',
  'Human: ',
  '\n\nAssistant: ',
  'null',
  '<div class="a">&nbsp;</div>',
  'https://mill.example ',
  'donâ€™t ',
  '```\n',
  'eins und zwei sind drei ',
  '🎯',
  '\ud83c',
  'word '.repeat(60),
  'ab'.repeat(600),
  '\n',
  '. ',
];

test.each(Object.entries(tagRules))(
  'says of %s what it is about, and shows little, well-formed and twice the same, of any text',
  (_, { about, find }) => {
    const text = fc
      .array(fc.constantFrom(...pieces), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const context = { sourceLanguage: 'en', languageOf, category: 'instruction' } as const;
    fc.assert(
      fc.property(text, text, text, (instruction, input, output) => {
        const record = { instruction, input, output };

        const [once, again] = [find(record, context), find(record, context)];

        expect(again).toBe(once);
        expect((once ?? '').length).toBeLessThanOrEqual(mostUnits);
        expect((once ?? '').isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(about).toMatch(/^[^A-Z.].*[^.]$/u);
  },
);
