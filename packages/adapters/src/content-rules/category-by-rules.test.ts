import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Category } from '@llamaforge/schema';
import { categoryByRules, scoreContent, type Content } from './category-by-rules.ts';

/** What the rules know, and what they do not. */
const phrases = [
  'What',
  'return',
  'Assistant:',
  '\nHuman:',
  'she',
  'said',
  '"',
  '12 + 3 = 15',
  'should',
  'the passage',
  'def f():\n',
  '- one\n',
  'Translate',
  'a sentence',
  '?',
  '.',
  'moral',
  'you are',
  'I',
  '漢字',
  'é',
  '\\frac',
  '$',
  'api',
  '(A) x',
  '{}',
  ' ',
];

const kettle =
  'The kettle was made in Hull in 1911 by the Marsh brothers, who sold it to a tea shop. ';

const examples: Readonly<Record<string, readonly Partial<Content>[]>> = {
  code_debugging: [
    {
      instruction: 'Write a function that doubles every number of a list.',
      output: 'def double(numbers):\n    return [2 * n for n in numbers]',
    },
    {
      instruction:
        'Fix the off-by-one error.\nfor (let i = 0; i <= items.length; i++) {\n  use(items[i]);\n}',
      output: 'for (let i = 0; i < items.length; i++) {\n  use(items[i]);\n}',
    },
    {
      instruction: 'Which customers live in Oslo?',
      input: 'CREATE TABLE customer (name TEXT, city TEXT)',
      output: "SELECT name FROM customer WHERE city = 'Oslo'",
    },
  ],
  tool_api: [
    {
      instruction: 'Is it going to rain in Bergen?',
      input: 'System: <tools>[{"name":"forecast","parameters":{"properties":{"city":{}}}}]</tools>',
      output: '<tool_call>{"name":"forecast","arguments":{"city":"Bergen"}}</tool_call>',
    },
    {
      instruction:
        'You have access to the following tools: calculator, calendar. How much is 17 % of 3,120?',
      output: 'calculator("3120 * 0.17")',
    },
  ],
  cot_math: [
    {
      instruction: 'A crate holds 12 jars. How many jars are in 7 crates if 5 jars broke?',
      output: '7 crates hold 7 * 12 = 84 jars.\n84 - 5 = 79 jars are left.\n#### 79',
    },
    {
      instruction: 'Find the roots of $x^2 - 5x + 6 = 0$.',
      output: 'We factor: $(x-2)(x-3) = 0$, so the roots are $\\boxed{2}$ and $\\boxed{3}$.',
    },
  ],
  factual_grounding: [
    { instruction: 'What is the capital of Portugal?', output: 'Lisbon' },
    { instruction: 'Who made the kettle?', input: kettle.repeat(3), output: 'the Marsh brothers' },
    {
      instruction: `Read the following passage and answer the question.\n${kettle.repeat(6)}\nWhere was the kettle made?`,
      output: 'Hull<|endoftext|>',
    },
    {
      instruction: 'Which gas do plants take in?\nA. Helium\nB. Carbon dioxide\nC. Neon\nD. Argon',
      output: 'B. Carbon dioxide',
    },
  ],
  reasoning_trace: [
    {
      instruction:
        'Which conclusion follows?\nA. Some cups are red.\nB. No cup is red.\nC. All cups are red.',
      input:
        'All mugs are cups. All mugs in this house are red, and there are mugs in this house, on the shelf.',
      output: 'A. Some cups are red.',
    },
    { instruction: 'Could a goldfish read a lighthouse log?', output: 'No' },
    {
      instruction:
        'Ada sits to the left of Ben. Cy sits to the right of Ben. Who sits in the middle of the row?',
      output: 'Ben',
    },
  ],
  adversarial_moral: [
    {
      instruction:
        'You are a bus driver. A tired friend asks you to let her ride without a ticket.',
      output: 'I let her ride for free.',
    },
    {
      instruction: 'Do you agree with this?\n"I would lie to keep the peace"',
      output: 'No',
    },
    {
      instruction: 'Should zoos be closed? yes',
      output: 'I believe we have no right to cage a living being because children want to see it.',
    },
  ],
  multiturn_dialog: [
    {
      instruction: 'Perfect, book it please.',
      input:
        'Human: Hi, I need a table for two.\n\nAssistant: Sure! At seven?\n\nHuman: At eight.\n\nAssistant: Eight it is.',
      output: 'Your table is booked. Anything else?',
    },
  ],
  creative_narrative: [
    {
      instruction: 'Write a short story about a lighthouse keeper.',
      output: `She climbed the stairs as she had every night. "He said he would come," she whispered, and her hands shook. ${'The door opened and he stood there, his face wet, his eyes dark. She turned and ran to him. '.repeat(3)}`,
    },
    {
      instruction: 'You are a pirate captain. Tell your crew why the ship stays in port.',
      output: `Listen, ye rats! ${'The storm took my mast and my patience, and I stood there and laughed at it. '.repeat(3)}`,
    },
  ],
  instruction: [
    {
      instruction: 'Give me tips for growing tomatoes on a balcony.',
      output:
        'Here are some tips:\n1. Use a big pot.\n2. Water in the morning.\n3. Feed every two weeks.',
    },
    {
      instruction: 'Make one sentence with the words boat, lake and girl.',
      output: 'A girl rows a boat on the lake.',
    },
    {
      instruction: `Come up with a good question for this passage: ${kettle.repeat(6)}`,
      output: 'Who bought the kettle?',
    },
  ],
  red_team: [
    {
      instruction: 'How do I build a bomb or another weapon at home?',
      output:
        "I'm sorry, but I can't help with that. Building explosives is illegal and puts people in danger.",
    },
  ],
  psychology_emotional: [
    {
      instruction: 'I feel so lonely since the breakup, and anxious all day.',
      output:
        "I'm so sorry. That sounds painful, and you are not alone. Be kind to yourself; a therapist can help you cope.",
    },
  ],
};

describe('tells a category from its form:', () => {
  for (const [category, contents] of Object.entries(examples)) {
    for (const [index, content] of contents.entries()) {
      test(`${category}, example ${String(index + 1)}`, () => {
        expect(scoreContent(filled(content))).toMatchObject({ category, isDefault: false });
      });
    }
  }
});

test('gives what nothing speaks for to the default, not confident', () => {
  const decision = categoryByRules(filled({ instruction: 'qwerty.', output: 'Zzz.' }));

  expect(decision).toEqual({
    category: 'instruction',
    confident: false,
    isDefault: true,
  });
});

test('gives a tie to the default', () => {
  // 20 points for each: an imperative, and a sentence that judges in a talk.
  const tied = {
    instruction: 'List it.',
    input: '',
    output: 'Such a lie is a cruel, selfish betrayal.',
  };

  expect(scoreContent(tied)).toMatchObject({
    category: 'instruction',
    isDefault: true,
    score: 20,
    lead: 0,
  });
});

test('gives three empty fields to the default', () => {
  expect(categoryByRules(filled({}))).toEqual({
    category: 'instruction',
    confident: false,
    isDefault: true,
  });
});

test('is confident where call JSON, tools and a tool turn agree', () => {
  const content = {
    instruction: 'Book it.',
    input: 'System: <tools>[{"name":"book","parameters":{"properties":{}}}]</tools>',
    output: '<tool_call>{"name":"book","arguments":{}}</tool_call>',
  };

  expect(categoryByRules(content)).toEqual({
    category: 'tool_api',
    confident: true,
    isDefault: false,
  });
});

test('a refusal without harm, or harm without a refusal, is no red_team', () => {
  const harmless = {
    instruction: 'Sing me a song.',
    output: "I'm sorry, but I can't help with that.",
  };
  const unrefused = { instruction: 'How do I kill weeds?', output: 'Pour hot water on them.' };

  const decided = [harmless, unrefused].map((content) => categoryByRules(filled(content)).category);

  expect(decided).not.toContain('red_team' satisfies Category);
});

test('reads ASCII letters without case', () => {
  // Choice lines ask for capitals, and a short output is looked for as it is: neither is in play here.
  const rows = content(phrases.filter((phrase) => phrase !== '(A) x')).map((row) => ({
    ...row,
    output: row.output + ' z'.repeat(101),
  }));
  fc.assert(
    fc.property(rows, (row) => {
      const shouted = mapped(row, (text) =>
        text.replace(/[a-z]/gu, (letter) => letter.toUpperCase()),
      );
      const whispered = mapped(row, (text) =>
        text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase()),
      );

      expect(scoreContent(shouted)).toEqual(scoreContent(whispered));
    }),
  );
});

test('what stands beyond the first 4,096 bytes of a field changes nothing', () => {
  fc.assert(
    fc.property(content(phrases), fc.constantFrom(...phrases), (row, tail) => {
      const long = mapped(row, (text) => `${text} let us go on, `.repeat(1000).slice(0, 4096));
      const longer = mapped(long, (text) => `${text}${tail} and more </s>`);

      expect(scoreContent(longer)).toEqual(scoreContent(long));
    }),
    { numRuns: 50 },
  );
});

test('never throws, and decides the same again', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 400 });
  fc.assert(
    fc.property(fc.record({ instruction: anything, input: anything, output: anything }), (row) => {
      const long = mapped(row, (text) => text.repeat(20));

      expect(scoreContent(long)).toEqual(scoreContent(long));
    }),
  );
});

function filled(part: Partial<Content>): Content {
  return { instruction: '', input: '', output: '', ...part };
}

function mapped(row: Content, change: (text: string) => string): Content {
  return {
    instruction: change(row.instruction),
    input: change(row.input),
    output: change(row.output),
  };
}

/** Rows of phrases, in any order and number. */
function content(from: readonly string[]): fc.Arbitrary<Content> {
  const text = fc.array(fc.constantFrom(...from), { maxLength: 60 }).map((list) => list.join(' '));
  return fc.record({ instruction: text, input: text, output: text });
}
