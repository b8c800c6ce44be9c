import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html } from './html.ts';

test.each([
  ['<p>One &amp; two.</p>\n<p>Three.</p>', 'One & two.\n\nThree.'],
  ['a<br>b<br/>c<br><br>d', 'a\nb\nc\n\nd'],
  ['<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>', '- one\n- two\n  - three'],
  ['<p>See <a href="https://example.org/x">this page</a>.</p>', 'See this page.'],
  ['<p>A <img src="x.png" alt="cat"> picture</p>', 'A picture'],
  ['<h2>Head</h2><p>Body</p>', 'Head\n\nBody'],
  ['<p>1 &lt; 2</p><script>alert(1)</script><style>p {}</style>', '1 < 2'],
  [`<p>${'long '.repeat(50)}</p>`, 'long '.repeat(50).trim()],
  ['<p>cut', 'cut'],
])('reads %j as a browser shows it', (markup, text) => {
  expect(html(markup)).toBe(text);
});

test.each([
  [
    'Dear <name>, is 1 < 2 and 3 > 2?\n\n  Yes,\tit is.',
    'Dear <name>, is 1 < 2 and 3 > 2?\n\n  Yes,\tit is.',
  ],
  ['a &amp; b&nbsp;&#39;c&#39; &#x2014;&lt;p&gt; ', "a & b\u00a0'c' —<p> "],
  ['R&D; &bogus; ?a=1&copy=2', 'R&D; &bogus; ?a=1&copy=2'],
])('in text without a tag only entities are decoded: %j', (text, decoded) => {
  expect(html(text)).toBe(decoded);
});

test('text without a tag or an ampersand comes out as it is', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const plain = text.replaceAll(/[<&]/gu, '');

      expect(html(plain)).toBe(plain);
    }),
  );
});

test('what is nested too deep to be walked is refused', () => {
  expect(html('<div>'.repeat(20_000))).toEqual({
    reason: 'not_text',
    detail: 'is HTML that is nested too deep',
  });
});
