import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unclosedThink } from './unclosed-think.ts';

test.each([
  ['<think>\nSeven times six.\nSo 42.', '<think> without </think>'],
  ['Seven times six.\n</think>\n\n42', '</think> without <think>'],
  ['<think>\nA.\n</think>\nB.\n<think>\nC.', '<think> without </think>'],
  ['<think>\nA.\n<think>\nB.\n</think>\n42', '<think> within <think>'],
  ['<think>Cut off in the middle of the', '<think> without </think>'],
])('sees that thoughts are broken in %j', (output, evidence) => {
  expect(find({ output })).toBe(evidence);
});

test.each([
  '<think>\nSeven times six.\n</think>\n\n42',
  '<think></think>42',
  '<think>\nThe user speaks of `<think>` and of <think> tags.\n</think>\n42',
  'Models open with `<think>` and end with `</think>`.',
  'Wrap it in <think> and </think> tags, please.',
  'The tag "<think>" opens.',
  'Write this:\n```\n<think>\nsteps\n```',
  'I think that 42 > 6.',
  '',
])('sees nothing broken in %j', (output) => {
  expect(find({ output })).toBeUndefined();
});

test('looks at the turns of the assistant before, and not at those of others', () => {
  const own = find({ input: 'Human: 6*7?\n\nAssistant: <think>\nIt is\n\nHuman: And?' });
  const others = find({ input: 'Human: <think>\nIt is\n\nAssistant: 42\n\nHuman: And?' });
  const material = find({ input: '<think>\nIt is' });

  expect({ own, others, material }).toEqual({
    own: '<think> without </think>',
    others: undefined,
    material: undefined,
  });
});

test('takes any row of closed thoughts for whole, and for broken once a tag is lost', () => {
  const thoughts = fc.array(fc.stringMatching(/^[a-z .]{0,20}$/u), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(thoughts, fc.boolean(), (texts, isClosingLost) => {
      const parts = texts.map((text) => `<think>\n${text}\n</think>\n`);
      const lost = isClosingLost ? '<think>\nlost' : 'lost\n</think>\nend';

      expect(find({ output: parts.join('text\n') })).toBeUndefined();
      expect(find({ output: [...parts, lost].join('text\n') })).toBeDefined();
    }),
  );
});

test('reads a text of 100,000 tags', () => {
  const texts = [
    'x <think> '.repeat(100_000),
    `\`\`\`\n${'<think>\n'.repeat(100_000)}`,
    '<think>\n</think>\n'.repeat(100_000),
  ];

  expect(texts.map((output) => find({ output }))).toEqual([undefined, undefined, undefined]);
});

function find(texts: { readonly input?: string; readonly output?: string }): string | undefined {
  return unclosedThink.find({ instruction: 'And 6*7?', input: '', output: '42', ...texts }, {});
}
