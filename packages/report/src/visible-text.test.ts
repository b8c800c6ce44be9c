import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['plain, Grüße, 日本語, 👩‍👩‍👧', 'plain, Grüße, 日本語, 👩‍👩‍👧'],
  ['new\nline\r\n\tand tab', 'new\\nline\\r\\n\\tand tab'],
  ['\u001b[2J\u001b]8;;http://x\u0007', '\\u001b[2J\\u001b]8;;http://x\\u0007'],
  ['\u009b31m and \u007f', '\\u009b31m and \\u007f'],
  ['exe\u202efdp.\u2066x\u200b\ufeff', 'exe\\u202efdp.\\u2066x\\u200b\\ufeff'],
  ['a\u2028b\u2029c\u0000', 'a\\u2028b\\u2029c\\u0000'],
  ['half \ud83d of a pair', 'half \\ud83d of a pair'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
])('shows %j as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
