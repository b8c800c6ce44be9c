import { expect, test } from 'vitest';
import { rejectReasons, rejectReasonSchema } from './reject-reason.ts';

test.each([...Object.keys(rejectReasons), 'tag:mojibake', 'tag:cut_off', 'tag:a1'])(
  'accepts %s',
  (reason) => {
    expect(rejectReasonSchema.parse(reason)).toBe(reason);
  },
);

test.each([
  '',
  'Not_text',
  'not text',
  'constructor',
  'tag:',
  'tag:Mojibake',
  'tag:1st',
  'tag:cut off',
  'tag:mojibake\n',
  'xtag:mojibake',
  'mojibake',
])('refuses %j', (reason) => {
  expect(rejectReasonSchema.safeParse(reason).success).toBe(false);
});

test('explains each reason in a few words of its own', () => {
  const meanings = Object.values(rejectReasons);

  expect(new Set(meanings).size).toBe(meanings.length);
  expect(meanings.filter((meaning) => !/^[a-z].{10,80}$/u.test(meaning))).toEqual([]);
});
