import { expect, test } from 'vitest';
import { urlsOnly } from './urls-only.ts';

const find = (output: string): string | undefined =>
  urlsOnly.find({ instruction: 'What is a mill?', input: '', output }, {});

test.each([
  ['https://mill.example/about', 'https://mill.example/about'],
  ['www.mill.example', 'www.mill.example'],
  ['<https://mill.example>', 'https://mill.example'],
  ['1. https://a.example\n2) http://b.example/x?y=1', 'https://a.example http://b.example/x?y=1'],
  ['- https://a.example,\n- https://b.example', 'https://a.example, https://b.example'],
])('finds no word in %j', (output, evidence) => {
  expect(find(output)).toBe(evidence);
});

test.each([
  'See https://mill.example',
  'https://mill.example is its site',
  '[The mill](https://mill.example)',
  'https://mill.example 17 mills',
  'https://',
  'mill.example',
  '',
])('leaves %j alone', (output) => {
  expect(find(output)).toBeUndefined();
});

test('shows no more than evidence may have', () => {
  const evidence = find('https://mill.example/about '.repeat(100).trim());

  expect(evidence?.length).toBe(200);
});

test('reads a list of 10 MB', () => {
  expect(find(`https://mill.example${'\n-'.repeat(5_000_000)}`)).toBe('https://mill.example');
});
