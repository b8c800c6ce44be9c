import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

test('finds the same lines however the bytes are cut into chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '\n', '\r', '\u00e9'), { maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      (characters, sizes) => {
        const bytes = Buffer.from(characters.join(''));

        const found = split(bytes, { sizes });

        expect(found).toEqual(expectedLines(bytes));
      },
    ),
  );
});

test('passes over a line that is too long to hold, and finds the next', () => {
  const found = split(Buffer.from('ab\nabcdef\nabc\nabcd'), { sizes: [2], longestBytes: 3 });

  expect(found).toEqual({
    lines: [
      ['ab', 3],
      [undefined, 10],
      ['abc', 14],
      [undefined, 18],
    ],
    endsOpen: true,
  });
});

interface Found {
  readonly lines: readonly (readonly [string | undefined, number])[];
  readonly endsOpen: boolean;
}

function split(
  bytes: Buffer,
  { sizes, longestBytes }: { readonly sizes: readonly number[]; readonly longestBytes?: number },
): Found {
  const lines: [string | undefined, number][] = [];
  const splitter = new LineSplitter((line, end) => {
    lines.push([line?.toString(), end]);
  }, longestBytes);
  // One buffer for all chunks, as a reader has it: a line must not point into it later.
  const shared = Buffer.alloc(8);
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const length = bytes.copy(shared, 0, start, start + size);
    splitter.push(shared.subarray(0, length));
    start += length;
  }
  return { lines, endsOpen: splitter.end() };
}

function expectedLines(bytes: Buffer): Found {
  const parts = bytes.toString().split('\n');
  let end = 0;
  const lines = parts.map((part, index) => {
    end += Buffer.byteLength(part) + (index < parts.length - 1 ? 1 : 0);
    return [part, end] as const;
  });
  const endsOpen = parts.at(-1) !== '';
  return { lines: endsOpen ? lines : lines.slice(0, -1), endsOpen };
}
