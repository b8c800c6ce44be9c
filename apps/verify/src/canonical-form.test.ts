import { expect, test } from 'vitest';
import { writeCanonicalForm } from './canonical-form.ts';

const plain = {
  instruction: 'Name a colour.',
  input: '',
  output: 'Blue.',
  category: 'instruction',
  source: 'made',
};
const hostile = {
  ...plain,
  instruction: 'Translate "Straße"\nto 日本語',
  input: 'a\tb / \u2028 \u007f',
  output: '通り 😀 \\ \u0001\u001f',
};

// By Python: hashlib.sha1(json.dumps({…}, sort_keys=True, ensure_ascii=False).encode()), and of the list
// [prompt, output] with separators=(',', ':').
test.each([
  ['exact', plain, '4e0fedde19f152802ae556e17c13e4b7b5d8b83f'],
  ['rendered', plain, '8a1e8ad93757c0e7f219d977da0640cdc522007c'],
  ['exact', hostile, 'ced3a2323c8cac1efb01788db10cc6abec1406d9'],
  ['rendered', hostile, 'd9c18f38c1b1bace52def16145762c1a6ca8ab6f'],
] as const)('takes the %s digest of %o as Python does', (key, values, digest) => {
  const form = writeCanonicalForm(values, key);

  expect(Buffer.from(form.digest).toString('hex')).toBe(digest);
});

test('writes the line compact, keys in order, and escapes only what JSON must', () => {
  expect(writeCanonicalForm(hostile, 'exact').line).toBe(
    '{"instruction":"Translate \\"Straße\\"\\nto 日本語","input":"a\\tb / \u2028 \u007f",' +
      '"output":"通り 😀 \\\\ \\u0001\\u001f","_category":"instruction","_source":"made"}',
  );
});
