import { expect, test } from 'vitest';
import { shownText } from './shown-text.ts';

test('line ends, tabs and what writing systems need stay as they are', () => {
  const text = 'a\n\tb\u200d می\u200cخواهم \u200fעברית 👩‍👩‍👧 e\u0301';

  expect(shownText(text)).toBe(text);
});

test('a line end of two characters is one', () => {
  expect(shownText('a\r\nb\rc')).toBe('a\nb\\rc');
});

test('controls, lone surrogates and turns of direction are shown as escapes', () => {
  expect(
    shownText('\u0000\u001b[2J\u007f\u0085 \ud800x\udc00 \u202eabc\u202c \u2066d\u2069\u2028'),
  ).toBe(String.raw`\u0000\u001b[2J\u007f\u0085 \ud800x\udc00 \u202eabc\u202c \u2066d\u2069\u2028`);
});
