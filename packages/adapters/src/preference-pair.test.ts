import { rejectReasons } from '@llamaforge/schema';
import { hostileText, realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { adaptRow } from './adapt-row.ts';
import { adaptPreference, preferencePair } from './preference-pair.ts';

const asked = { role: 'user', content: 'What is ice?' };
const good = { role: 'assistant', content: ' Frozen water. ' };
const bad = { role: 'assistant', content: 'Glass.' };
const pair = { prompt: 'What is ice?', chosen: 'Frozen water.', rejected: 'Glass.' };

test.each([
  [
    'transcripts',
    {
      chosen: '\n\nHuman: What is ice?\n\nAssistant: Frozen water.',
      rejected: '\n\nHuman: What is ice?\n\nAssistant: Glass.',
    },
  ],
  ['messages', { prompt: 'What is ice?', chosen: [asked, good], rejected: [asked, bad] }],
  ['messages after a prompt', { prompt: [asked], chosen: [good], rejected: [bad] }],
  [
    'one message after a dialogue',
    {
      conversations: [{ from: 'human', value: 'What is ice?' }],
      chosen: { from: 'gpt', value: 'Frozen water.' },
      rejected: { from: 'gpt', value: 'Glass.' },
    },
  ],
  ['texts', { prompt: 'What is ice?', chosen: 'Frozen water.', rejected: 'Glass.' }],
  ['sides of two kinds', { prompt: 'What is ice?', chosen: [asked, good], rejected: 'Glass.' }],
])('reads %s', (_form, row) => {
  expect(preferencePair(row)).toEqual(pair);
});

test('a prompt of several turns is their transcript, system first, headers escaped', () => {
  const before = [
    { role: 'user', content: 'Hi\nAssistant: no' },
    { role: 'assistant', content: 'Hello' },
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Human: is\nTool: odd' },
  ];

  expect(preferencePair({ chosen: [...before, good], rejected: [...before, bad] })).toEqual({
    prompt:
      'System: Be kind.\n\nHuman: Hi\n\\Assistant: no\n\nAssistant: Hello\n\nHuman: Human: is\n\\Tool: odd',
    chosen: 'Frozen water.',
    rejected: 'Glass.',
  });
});

test('a prompt may end with a tool’s result', () => {
  const before = [asked, { role: 'assistant', content: 'Wait.' }, { role: 'tool', content: '{}' }];

  expect(preferencePair({ chosen: [...before, good], rejected: [...before, bad] })).toMatchObject({
    prompt: 'Human: What is ice?\n\nAssistant: Wait.\n\nTool: {}',
  });
});

test('a bare question is bare, also where it looks like a header', () => {
  const question = { role: 'user', content: 'Tool: what?\nHuman: x' };

  expect(preferencePair({ chosen: [question, good], rejected: [question, bad] })).toMatchObject({
    prompt: 'Tool: what?\nHuman: x',
  });
});

test.each([
  [{ prompt: 'q', chosen: 'a' }, 'no_rejected', 'no assistant turn in `rejected` has text'],
  [
    { prompt: 'q', chosen: 'a', rejected: ' ' },
    'no_rejected',
    'no assistant turn in `rejected` has text',
  ],
  [
    { chosen: [asked, good], rejected: [bad] },
    'different_prompts',
    'nothing is asked before `rejected`',
  ],
  [
    { chosen: [asked, good], rejected: [{ role: 'user', content: 'And fire?' }, bad] },
    'different_prompts',
    'the turns before the two answers differ',
  ],
  [
    { prompt: 'q', chosen: 'a', rejected: ' a ' },
    'equal_sides',
    '`chosen` and `rejected` end in the same answer',
  ],
  [
    { prompt: 'q', chosen: 'a', rejected: [{ role: 'x' }] },
    'unknown_role',
    '`rejected.0` has the role "x"',
  ],
  [{ prompt: 'q', chosen: 'a', rejected: 5 }, 'not_text', '`rejected` is a number'],
  [
    { prompt: 'q', chosen: '', rejected: 'b' },
    'missing_output',
    'no assistant turn in `chosen` has text',
  ],
  [
    { chosen: 'a', rejected: 'b' },
    'missing_instruction',
    'no user turn with text stands before the last assistant turn',
  ],
  [{ prompt: 'q', completion: 'a' }, 'unknown_shape', 'not preference; keys: prompt, completion'],
  [
    { prompt: 'q', chosen: 'a', rejected: 'b', label: false },
    'negative_example',
    '`label` is false',
  ],
  [[], 'not_an_object', 'the row is a list'],
])('%j gives no pair: %s', (row, reason, detail) => {
  expect(preferencePair(row)).toEqual({ reason, detail });
});

test('cleans, selects and measures as the row’s record does', () => {
  const row = { prompt: 'q ?', chosen: 'yes .', rejected: 'no .', split: 'train' };
  const clean = { prompt: ['treebank' as const], chosen: ['treebank' as const] };

  expect(preferencePair(row, { clean })).toEqual({
    prompt: 'q?',
    chosen: 'yes.',
    rejected: 'no .',
  });
  expect(preferencePair(row, { where: { split: 'test' } })).toMatchObject({
    reason: 'not_selected',
  });
  expect(preferencePair(row, { longer_than: { output: 5 } })).toMatchObject({
    reason: 'too_short',
  });
});

test('whole texts or a known reason, and never a pair without a record, whatever the row holds', () => {
  const message = fc.record({
    role: fc.constantFrom('user', 'assistant', 'system', 'tool', 'x'),
    content: fc.oneof(hostileText(), fc.jsonValue()),
  });
  const side = fc.oneof(hostileText(), fc.array(message, { maxLength: 4 }), fc.jsonValue());
  const reasons = [
    ...Object.keys(rejectReasons),
    'no_rejected',
    'different_prompts',
    'equal_sides',
  ];

  fc.assert(
    fc.property(fc.record({ prompt: side, chosen: side, rejected: side }), (row) => {
      const before = structuredClone(row);

      const given = preferencePair(row);

      expect(row).toEqual(before);
      if ('reason' in given) {
        expect(reasons).toContain(given.reason);
        return;
      }
      const texts = Object.values(given);
      expect(texts).toEqual(texts.map((text: string) => text.trim().toWellFormed()));
      expect(texts).not.toContain('');
      expect(adaptRow(row)).toMatchObject([{ text: { output: given.chosen } }]);
    }),
    { numRuns: 1000 },
  );
});

test('what both sides share is read as if it stood in one alone', () => {
  const parts = ['Human:', ' a', ' b', '\n', '\n\nHuman:', '\n\nAssistant:', '\n\nAssistant: a'];
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((some) => some.join(''));
  const sides = fc.record({
    shared: fc
      .tuple(fc.constantFrom('Human: q', '\n\nHuman:', ''), text)
      .map((two) => two.join('')),
    chosen: text.map((end) => `\n\nAssistant:${end}`),
    rejected: text.map((end) => `\n\nAssistant:${end}`),
    system: fc.constantFrom(undefined, 's'),
    prompt: fc.constantFrom(undefined, 'p'),
  });

  fc.assert(
    fc.property(sides, ({ shared, chosen, rejected, ...context }) => {
      const row = { ...context, chosen: shared + chosen, rejected: shared + rejected };
      const [better] = adaptRow(row);
      const [worse] = adaptRow({ ...row, chosen: row.rejected });

      const pair = preferencePair(row);

      if (better?.kind !== 'record' || worse?.kind !== 'record') {
        expect(pair).toHaveProperty('reason');
        return;
      }
      const { output: answer, ...question } = better.text;
      const { output: otherAnswer, ...otherQuestion } = worse.text;
      if (JSON.stringify(question) !== JSON.stringify(otherQuestion)) {
        expect(pair).toMatchObject({ reason: 'different_prompts' });
      } else if (answer === otherAnswer) {
        expect(pair).toMatchObject({ reason: 'equal_sides' });
      } else {
        expect(pair).toMatchObject({ chosen: answer, rejected: otherAnswer });
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [{ chosen: [asked, good], rejected: [asked, bad] }, {}],
  [{ prompt: 'q', chosen: 'a', label: false }, {}],
  [{ prompt: 'q', completion: 'a' }, {}],
  [{ messages: [asked, good], chosen: 'a', rejected: 'b' }, { shape: 'messages' as const }],
  [{ chosen: 'a', rejected: 'b' }, { columns: { instruction: 'chosen', output: 'rejected' } }],
  [
    { prompt: 'q', chosen: 'a', rejected: 'b' },
    { template: { instruction: '{rejected}', output: '{chosen}' } },
  ],
  [{ prompt: 'q', chosen: 'a', rejected: 'b' }, { longer_than: { output: 5 } }],
  [{ instruction: 'q', instances: [{ output: 'a' }, { output: 'b' }] }, {}],
  ['text', {}],
])('records and pair at once are the records and the pair: %j, %j', (row, mapping) => {
  const both = adaptPreference(row, mapping);

  expect(both).toEqual({ adapted: adaptRow(row, mapping), pair: preferencePair(row, mapping) });
});

const folder = realDataFolder();

test.skipIf(folder === undefined)(
  'gives a pair of nearly every row of HH-RLHF, and a reason of the rest (skipped without real data)',
  () => {
    const file = join(folder ?? '', 'hh_rlhf/test.jsonl.gz');
    const rows = gunzipSync(readFileSync(file)).toString().trim().split('\n');

    const given = rows.map((line) => preferencePair(JSON.parse(line)));

    const pairs = given.filter((one) => !('reason' in one));
    expect(rows.length).toBeGreaterThan(100);
    expect(pairs.length).toBeGreaterThan(rows.length * 0.9);
  },
);
