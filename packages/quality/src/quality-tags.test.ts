import { expect, test } from 'vitest';
import { findTags } from './quality-tags.ts';

test('tags a record whose output names another maker, and no other', () => {
  const claims = findTags({ instruction: 'Who are you?', input: '', output: 'I am ChatGPT.' });
  const asked = findTags({ instruction: 'I am ChatGPT.', input: 'I am Qwen.', output: 'Hello!' });

  expect({ claims, asked }).toEqual({
    claims: [{ tag: 'made_by_another', evidence: 'OpenAI' }],
    asked: [],
  });
});
