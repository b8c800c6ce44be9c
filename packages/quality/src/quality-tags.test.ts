import { expect, test } from 'vitest';
import { tagsOf } from './quality-tags.ts';

test('tags a record whose output names another maker, and no other', () => {
  const claims = tagsOf({ instruction: 'Who are you?', input: '', output: 'I am ChatGPT.' });
  const asked = tagsOf({ instruction: 'I am ChatGPT.', input: 'I am Qwen.', output: 'Hello!' });

  expect({ claims, asked }).toEqual({ claims: ['made_by_another'], asked: [] });
});
