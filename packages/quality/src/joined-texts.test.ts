import { expect, test } from 'vitest';
import { joinedTexts } from './joined-texts.ts';

test('joins the texts of one record after another, in their order', () => {
  const mill = { instruction: 'What?', input: 'Wind.', output: 'A mill.' };
  const equal = { ...mill };
  const wheel = { ...mill, input: '', output: 'A wheel.' };

  const joined = [mill, mill, wheel, equal].map(joinedTexts);

  expect(joined).toEqual([
    'What?\nWind.\nA mill.',
    'What?\nWind.\nA mill.',
    'What?\n\nA wheel.',
    'What?\nWind.\nA mill.',
  ]);
});
