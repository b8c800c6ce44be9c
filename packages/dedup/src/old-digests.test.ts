import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HashTable } from './hash-table.ts';

test('finds just what the generations before have kept, whatever is asked and in which order', () => {
  const records = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(records, { maxLength: 10 }), records, (generations, asked) => {
      const path = fill(generations);
      const kept = new Set(generations.flat());

      using table = HashTable.open(path);
      const found = table.oldDigests().find(bytesOf(asked), asked.length);

      expect([...found]).toEqual(asked.map((record) => Number(kept.has(record))));
    }),
    { numRuns: 40 },
  );
});

test.each([0, 1, 499, 500, 501, 1001])('answers for %i digests, time and again', (count) => {
  const path = fill([numbersTo(800).filter((number) => number % 3 === 0)]);
  const asked = numbersTo(count);
  using table = HashTable.open(path);
  const old = table.oldDigests();

  const answers = [old.find(bytesOf(asked), count), old.find(bytesOf(asked), count)];

  const expected = asked.map((number) => Number(number < 800 && number % 3 === 0));
  expect(answers.map((answer) => [...answer])).toEqual([expected, expected]);
});

test('leaves out the generation that is being filled', () => {
  const path = fill([[1, 2]]);
  using table = HashTable.open(path);
  const old = table.oldDigests();
  const loader = table.beginLoading();
  const column = Uint32Array.of(1);
  const digests = bytesOf([3]);
  loader.addKept({ count: 1, digests, files: column, lines: column, labels: column });

  expect([...old.find(bytesOf([1, 2, 3]), 3)]).toEqual([1, 1, 0]);
});

test('finds nothing in a table without a generation', () => {
  using table = HashTable.create(':memory:', {});
  const old = table.oldDigests();

  expect([...old.find(bytesOf([1]), 1)]).toEqual([0]);
});

test('refuses fewer digests than it is asked for', () => {
  using table = HashTable.create(':memory:', {});

  expect(() => table.oldDigests().find(Buffer.alloc(39), 2)).toThrow(
    'there are fewer than 2 digests',
  );
});

/** A table with a generation a list; what several lists hold is kept in the first. */
function fill(generations: readonly (readonly number[])[]): string {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  HashTable.create(path, {}).close();
  for (const [generation, records] of generations.entries()) {
    using table = HashTable.open(path);
    const filler = table.beginGeneration();
    const file = filler.addFile({ path: String(generation), bytes: 1, sha256: '', generation });
    for (const [line, record] of records.entries()) {
      filler.claim(
        digestOf(record),
        { file, line, part: 0 },
        { source: 's', category: 'instruction', shape: 'alpaca' },
      );
    }
    filler.closeFile(file, {});
    const segment = { bytes: 0, rows: 0, sha256: '' };
    table.finishGeneration({ corpus: segment, rejects: segment });
    table.commit();
  }
  return path;
}

function numbersTo(end: number): number[] {
  return Array.from({ length: end }, (_, index) => index);
}

function bytesOf(records: readonly number[]): Buffer {
  return Buffer.from(records.map(digestOf).join(''), 'hex');
}

function digestOf(record: number): string {
  return createHash('sha1').update(String(record)).digest('hex');
}
