import { expect, test } from 'vitest';
import { wrapLine } from './wrap-line.ts';

test('a line is broken at blanks, further lines further in, and a longer word stays whole', () => {
  const path = 'p'.repeat(90);

  expect(wrapLine(`${'word '.repeat(15)}and ${path} after`, '  ').split('\n')).toEqual([
    `  ${'word '.repeat(15)}and`,
    `    ${path}`,
    '    after',
  ]);
});
