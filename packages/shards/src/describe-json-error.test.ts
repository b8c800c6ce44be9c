import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeJsonError } from './describe-json-error.ts';

test.each([
  ['', 'the text ends where a value should stand'],
  ['{"a"', 'the text ends where a colon should stand'],
  ['{"a":1', 'the text ends where a comma or } should stand'],
  ['[1', 'the text ends where a comma or ] should stand'],
  ['[1,]', '] stands where a value should (character 4)'],
  ['{"a":1,}', '} stands where a key should (character 8)'],
  ["{'a':1}", "' stands where a key or } should (character 2)"],
  ['[None]', 'None stands where a value or ] should (character 2)'],
  ['[012]', '012 stands where a value or ] should (character 2)'],
  ['[1 2]', '2 stands where a comma or ] should (character 4)'],
  ['{"a":1]', '] stands where a comma or } should (character 7)'],
  [String.raw`["\q"]`, String.raw`q after \ is no escape (character 3)`],
  ['["a\tb"]', 'the control character U+0009 stands bare in a string (character 4)'],
  ['\u00a01', 'U+00A0 stands where a value should (character 1)'],
  ['true false', 'false stands where the end should (character 6)'],
  ['[😀]', '😀 stands where a value or ] should (character 2)'],
])('says of %j: %s', (text, expected) => {
  const description = describeJsonError(text);

  expect(description).toBe(expected);
});

test('quotes no more of a text than a word', () => {
  const description = describeJsonError('x'.repeat(100_000));

  expect(description).toBe(`${'x'.repeat(20)} stands where a value should (character 1)`);
});

test('finds a problem just where JSON.parse does', () => {
  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      '1.',
      'e5',
      'true',
      'nul',
      ' ',
      '\n',
      '\\u12',
      '\\n',
    ],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc
      .json()
      .chain((json) =>
        fc
          .tuple(fc.nat(json.length), fc.constantFrom('', ',', '"', '}', '0', '\\', '\u0000'))
          .map(([at, insert]) => json.slice(0, at) + insert + json.slice(at + 1)),
      ),
    fc.json(),
  );

  fc.assert(
    fc.property(texts, (text) => {
      const hasProblem = describeJsonError(text) !== 'this is not JSON';
      expect(hasProblem).toBe(!parses(text));
    }),
    { numRuns: 2000 },
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
