import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileTexts } from '../corpus-report.testing.ts';
import { fencedBlock, markdownText } from './markdown-text.ts';

test('markup of every kind is escaped, words and figures stay readable', () => {
  expect(markdownText('98.2% of code_alpaca | `a` *b* [c](d) <i> & #1')).toBe(
    String.raw`98.2% of code\_alpaca \| \`a\` \*b\* \[c\](d) &lt;i> &amp; \#1`,
  );
});

test('what would open a list or a quote at the start of a line does not', () => {
  expect(['- a', '+ a', '> a', '12. a', '1) a', '=='].map(markdownText)).toEqual([
    String.raw`\- a`,
    String.raw`\+ a`,
    String.raw`\> a`,
    String.raw`12\. a`,
    String.raw`1\) a`,
    String.raw`\==`,
  ]);
});

test('an address becomes no link', () => {
  expect(['https://example.com', 'www.example.com', 'a@example.com'].map(markdownText)).toEqual([
    String.raw`https\://example.com`,
    String.raw`www\.example.com`,
    String.raw`a\@example.com`,
  ]);
});

test('no text breaks out of its line or opens an element', () => {
  for (const text of hostileTexts) {
    expect(markdownText(text)).not.toMatch(/[\n\r<]|(?<!\\)\|/u);
  }
});

test('a fence is longer than any within it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n') }), (text) => {
      const lines = fencedBlock(text).split('\n');
      const fence = lines[0] ?? '';

      expect(lines.at(-1)).toBe(fence);
      expect(fence.length).toBeGreaterThanOrEqual(3);
      expect(text).not.toContain(fence);
    }),
  );
});
