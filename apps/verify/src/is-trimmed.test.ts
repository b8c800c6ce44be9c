import { expect, test } from 'vitest';
import { isBlankLine, isTrimmed } from './is-trimmed.ts';

test('agrees with the built-in on every code unit, before and after a text', () => {
  const disagreements = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit))
    .flatMap((character) => [`${character}x`, `x${character}`, character])
    .filter((text) => isTrimmed(text) !== (text === text.trim()));

  expect(disagreements).toEqual([]);
});

test('takes blanks within a text, and no text at all, for trimmed', () => {
  expect([isTrimmed('a \n b'), isTrimmed('')]).toEqual([true, true]);
});

test.each([
  ['', true],
  [' \t\r', true],
  [' x', false],
  ['\u00a0', false],
])('calls the line %j blank: %s', (line, isBlank) => {
  expect(isBlankLine(Buffer.from(line))).toBe(isBlank);
});
