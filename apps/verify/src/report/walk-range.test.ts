import { statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutIntoRanges } from './walk-plan.ts';
import { walkRange } from './walk-range.ts';

test('finds every row once, with its place, however a file is cut and read', () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '"', ' '), maxLength: 12 }));
  const cuts = fc.record({
    rangeBytes: fc.integer({ min: 1, max: 40 }),
    bufferBytes: fc.integer({ min: 1, max: 40 }),
  });

  fc.assert(
    fc.property(lines, fc.boolean(), cuts, (texts, endsInLineFeed, { rangeBytes, bufferBytes }) => {
      const content = texts.map((text) => `${text}\n`).join('') + (endsInLineFeed ? '' : 'last');
      const folder = temporaryFolder({ 'rows.jsonl': content });

      const found = walkAll(join(folder, 'rows.jsonl'), { rangeBytes, bufferBytes });

      expect(found).toEqual(rowsOf(content));
    }),
    { numRuns: 60 },
  );
});

test('numbers rows within their range and counts them', () => {
  const folder = temporaryFolder({ 'rows.jsonl': 'one\ntwo\nthree\nfour\n' });
  const lines: number[] = [];

  const rows = walkRange(
    { path: join(folder, 'rows.jsonl'), start: 3, end: 15, base: 0 },
    (row) => {
      lines.push(row.line);
    },
  );

  expect({ rows, lines }).toEqual({ rows: 3, lines: [0, 1, 2] });
});

test('reads a row far larger than what is read at a time', () => {
  const word = 'w'.repeat(100_000);
  const folder = temporaryFolder({ 'rows.jsonl': `a\n${word}\nb\n` });

  const found = walkAll(join(folder, 'rows.jsonl'), { rangeBytes: 1000, bufferBytes: 64 });

  expect(found.map(({ text }) => text)).toEqual(['a', word, 'b']);
});

test('throws what the system says of a file that is not there', () => {
  const path = join(temporaryFolder(), 'none.jsonl');

  expect(() => walkRange({ path, start: 0, end: 1, base: 0 }, () => undefined)).toThrow(/ENOENT/u);
});

interface FoundRow {
  readonly text: string;
  readonly place: number;
}

/** The rows as an ordinary split finds them; places begin at 7, as if 7 bytes of another file came before. */
function rowsOf(content: string): FoundRow[] {
  const rows: FoundRow[] = [];
  let place = 7;
  for (const text of content.split('\n')) {
    rows.push({ text, place });
    place += Buffer.byteLength(text) + 1;
  }
  // What follows the last line feed is a row only where there is something.
  return rows.at(-1)?.text === '' ? rows.slice(0, -1) : rows;
}

function walkAll(
  path: string,
  { rangeBytes, bufferBytes }: { readonly rangeBytes: number; readonly bufferBytes: number },
): FoundRow[] {
  const found: FoundRow[] = [];
  for (const range of cutIntoRanges([{ path, bytes: statSync(path).size, base: 7 }], rangeBytes)) {
    walkRange(
      range,
      ({ bytes, start, end, place }) => {
        found.push({ text: bytes.toString('utf8', start, end), place });
      },
      bufferBytes,
    );
  }
  return found;
}
