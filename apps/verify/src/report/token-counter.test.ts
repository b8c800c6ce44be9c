import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { wordTokenizer } from './report-corpus.testing.ts';
import { estimateTokens, readTokenizer } from './token-counter.ts';

const values = {
  instruction: 'one two',
  input: '',
  output: 'three',
  category: 'instruction',
  source: 'made',
};

test('estimates four code points of a whole row a token, rounded up', () => {
  expect(estimateTokens(values)).toBe(3);
  expect(estimateTokens({ ...values, output: '😀😀' })).toBe(3);
});

test('counts the tokens of each text with a tokenizer, none that the model adds', async () => {
  const folder = temporaryFolder({ 'tokenizer.json': JSON.stringify(wordTokenizer) });

  const countTokens = await readTokenizer(join(folder, 'tokenizer.json'));

  expect(countTokens(values)).toBe(3);
  expect(countTokens({ ...values, input: 'two two two' })).toBe(6);
});

test.each([
  ['is no JSON object', '[]'],
  ['is no JSON object', 'not JSON'],
  ['is no tokenizer that can be used', '{"a":1}'],
])('says that a file %s', async (problem, content) => {
  const folder = temporaryFolder({ 'tokenizer.json': content });
  const path = join(folder, 'tokenizer.json');

  await expect(readTokenizer(path)).rejects.toThrow(`${path} ${problem}`);
});

test('says that there is no such file', async () => {
  await expect(readTokenizer('no/tokenizer.json')).rejects.toThrow(
    'no/tokenizer.json is missing. Name the tokenizer.json of a model on the Hugging Face Hub.',
  );
});
