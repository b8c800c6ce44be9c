import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fencedParts } from './fenced-parts.ts';

test('a fence closes by as many marks of its kind or more, and keeps what looks like others', () => {
  const text = 'So:\n````md\n```js\n~~~\n````\nDone.';

  expect(fencedParts(text)).toEqual([
    { isCode: false, text: 'So:' },
    { isCode: true, text: '````md\n```js\n~~~\n````' },
    { isCode: false, text: 'Done.' },
  ]);
});

test('a fence that nothing closes reaches to the end', () => {
  expect(fencedParts('```\na\nb')).toEqual([{ isCode: true, text: '```\na\nb' }]);
});

test('marks within a line are no fence', () => {
  expect(fencedParts('use ``` or ~~~')).toEqual([{ isCode: false, text: 'use ``` or ~~~' }]);
});

test('nothing of a text is lost or moved', () => {
  const lines = fc.constantFrom('', 'a', '```', '~~~', '```js', '````', '  ~~~~');

  fc.assert(
    fc.property(fc.array(lines, { minLength: 1 }), (parts) => {
      const text = parts.join('\n');

      expect(
        fencedParts(text)
          .map((part) => part.text)
          .join('\n'),
      ).toBe(text);
    }),
  );
});
