import { expect, test } from 'vitest';
import { boxedLost } from './boxed-lost.ts';

const asks = 'Solve x + 1 = 3. Put your final answer within \\boxed{}.';

test.each([
  [asks],
  ['What is 6*7? Answer as \\boxed{answer}.'],
  ['What is 6*7? Give the result in $\\boxed{42}$ form.'],
  ['What is 6*7? Use \\boxed, please.'],
])('misses the box that %j asks for', (instruction) => {
  const lost = find({ instruction, output: 'It is 42.' });
  const kept = find({ instruction, output: 'It is $\\boxed{42}$.' });

  expect([lost?.includes('\\boxed'), kept]).toEqual([true, undefined]);
});

test('shows where the question asks for it', () => {
  expect(find({ instruction: asks })).toBe('…. Put your final answer within \\boxed{}.');
});

test.each([
  'For any whole x, let \\boxed{x} be the product of its factors. Find \\boxed{12}.',
  'What fills 4x + 6 = 12x - \\boxed{?}',
  'Solve x + 1 = 3.',
])('misses none where a box is part of the task, or not asked for: %j', (instruction) => {
  expect(find({ instruction })).toBeUndefined();
});

test('asks what the system and the last question say, not what an earlier answer held', () => {
  const system = find({
    input: 'System: Answer within \\boxed{}.\n\nHuman: Hi!\n\nAssistant: Hello!',
  });
  const earlier = find({ input: 'Human: 6*7?\n\nAssistant: I put it in \\boxed{42}.' });
  const material = find({ input: 'Answer within \\boxed{}.' });

  expect([system === undefined, earlier, material === undefined]).toEqual([
    false,
    undefined,
    false,
  ]);
});

test('reads a box of a million units', () => {
  expect(find({ instruction: `Look: \\boxed{${'answer '.repeat(150_000)}` })).toBeUndefined();
});

function find(
  texts: Readonly<Partial<Record<'instruction' | 'input' | 'output', string>>>,
): string | undefined {
  return boxedLost.find({ instruction: 'And 6*8?', input: '', output: '2', ...texts }, {});
}
