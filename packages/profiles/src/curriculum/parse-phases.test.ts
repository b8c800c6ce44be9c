import { categories, ConfigurationError } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { defaultPhases } from './default-phases.ts';
import { parsePhases } from './parse-phases.ts';

test.each([
  ['a text', 'explore = creative, Dialogue ;settle=code,cot-math;'],
  [
    'a list',
    [
      { name: 'explore', categories: ['creative_narrative', 'chat'] },
      { name: 'settle', categories: ['code_debugging', 'math'] },
    ],
  ],
])('reads %s, aliases as their categories', (_, given) => {
  expect(parsePhases(given, '--phases')).toEqual([
    { name: 'explore', categories: ['creative_narrative', 'multiturn_dialog'] },
    { name: 'settle', categories: ['code_debugging', 'cot_math'] },
  ]);
});

test('takes the default phases, which name every category once', () => {
  expect(parsePhases(defaultPhases, '--phases')).toEqual(defaultPhases);
  expect(defaultPhases.flatMap((phase) => phase.categories).sort()).toEqual([...categories].sort());
});

test('names every problem with its path', () => {
  const given = [
    { name: 'a/b', categories: ['code'] },
    { name: 'twice', categories: ['math', 'coding'] },
    { name: 'Twice', categories: ['cot_math'] },
  ];

  expect(() => parsePhases(given, '--phases')).toThrow(
    new ConfigurationError('Problems in --phases', [
      '[0].name: must be letters, digits, `_`, `-` and `.` only, as it names a file',
      '[1].categories[1]: code_debugging is in a/b already',
      '[2].name: Twice is there twice',
      '[2].categories[0]: cot_math is in twice already',
    ]),
  );
});

test.each([
  ['', 'must name at least one phase'],
  ['explore', '[0].categories: must name at least one category'],
  ['explore=', '[0].categories: must name at least one category'],
  ['explore=poems', `[0].categories[0]: no category and no alias; one of ${categories.join(', ')}`],
  ['explore=code,coding', '[0].categories[1]: code_debugging is in explore already'],
  ['explore=code; Explore=math', '[1].name: Explore is there twice'],
  [
    [{ name: 'explore', categorys: ['code'], categories: ['code'] }],
    '[0].categorys: unknown key; did you mean categories?',
  ],
])('says what is wrong with %j', (given, problem) => {
  expect(() => parsePhases(given, '--phases')).toThrow(
    new ConfigurationError('Problems in --phases', [problem]),
  );
});
