import { expect, test } from 'vitest';
import { countLetters } from './letter-counts.ts';

const none = {
  letters: 0,
  latin: 0,
  hangul: 0,
  kana: 0,
  han: 0,
  smallWords: 0,
  hasCapital: false,
};

test.each([
  ['', {}],
  ['1 + 2 = 3, … “–” 。「」 🎯 × ÷', {}],
  ['big Mill', { letters: 7, latin: 7, smallWords: 1, hasCapital: true }],
  ["it's a mill", { letters: 8, latin: 8, smallWords: 2 }],
  ['Äpfel où', { letters: 7, latin: 7, smallWords: 1 }],
  ['мельница', { letters: 8 }],
  ['ветер mill', { letters: 9, latin: 4, smallWords: 1 }],
  ['風車です', { letters: 4, kana: 2, han: 2 }],
  ['풍차', { letters: 2, hangul: 2 }],
  ['ملاح', { letters: 4 }],
])('counts the letters of %j', (text, counts) => {
  expect(countLetters(text)).toEqual({ ...none, ...counts });
});
