import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeZodIssue } from './describe-zod-issue.ts';

const schema = z.strictObject({
  name: z.string().min(1, 'must not be empty'),
  cap: z.int().positive('must be above 0').optional(),
  turns: z.array(
    z.strictObject({
      speaker: z.union([z.enum(['Human', 'Tool']), z.strictObject({ column: z.string() })]),
    }),
  ),
  where: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

test('every problem has its path', () => {
  const problems = problemsOf({ name: '', cap: 0, turns: [{ speaker: 'Human' }, {}] });

  expect(problems).toEqual([
    'name: must not be empty',
    'cap: must be above 0',
    'turns[1].speaker: Invalid option: expected one of "Human"|"Tool"; or Invalid input: expected object, received undefined',
  ]);
});

test('a key that is not known comes with the nearest one, or with all that are allowed there', () => {
  const problems = problemsOf({ nmae: 'a', name: 'a', turns: [{ speaker: 'Tool', x: 1 }] });

  expect(problems).toEqual([
    'turns[0].x: unknown key; allowed are speaker',
    'nmae: unknown key; did you mean name?',
  ]);
});

test('of several forms the one of the value’s type was meant', () => {
  const problems = problemsOf({ name: 'a', turns: [{ speaker: { colum: 'who' } }] });

  expect(problems).toEqual([
    'turns[0].speaker.column: Invalid input: expected string, received undefined',
    'turns[0].speaker.colum: unknown key; did you mean column?',
  ]);
});

test('a value of none of the forms is told what each asks for', () => {
  const problems = problemsOf({ name: 'a', turns: [], where: { split: null } });

  expect(problems).toEqual([
    'where.split: Invalid input: expected string, received null; or Invalid input: expected number, received null',
  ]);
});

test('what is wrong with the whole has no path', () => {
  const problems = problemsOf(7);

  expect(problems).toEqual(['Invalid input: expected object, received number']);
});

function problemsOf(value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => describeZodIssue(issue, schema));
}
