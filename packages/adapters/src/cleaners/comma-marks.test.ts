import { expect, test } from 'vitest';
import { commaMarks } from './comma-marks.ts';

test('puts back every comma', () => {
  expect(commaMarks('Well_comma_ yes_comma__comma_ no')).toBe('Well, yes,, no');
});

test('leaves text without such a mark as it is', () => {
  expect(commaMarks('comma_ and _Comma_, too')).toBe('comma_ and _Comma_, too');
});
