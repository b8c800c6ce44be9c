import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DigestSet } from './digest-set.ts';

test('names the first line of every digest, over several blocks and many growths', () => {
  const digests = new DigestSet();
  const lines = Array.from({ length: 140_000 }, (_, index) => index % 100_000);

  const holders = lines.map((content) => digests.add(digestOf(content)));

  expect(holders).toEqual(lines.map((content, index) => (index < 100_000 ? 0 : content + 1)));
});

test('compares whole digests, not their first bytes', () => {
  const digests = new DigestSet();
  const first = new Uint8Array(20).fill(7);
  const last = first.with(19, 8);

  const holders = [first, last, first, last].map((digest) => digests.add(digest));

  expect(holders).toEqual([0, 0, 1, 2]);
});

test('counts lines that have no digest', () => {
  const digests = new DigestSet();

  digests.skip();
  digests.add(digestOf(1));
  digests.skip();

  expect(digests.add(digestOf(1))).toBe(2);
});

test('finds the line of a digest without taking it', () => {
  const digests = new DigestSet();
  digests.skip();
  digests.add(digestOf(1));

  const found = [digestOf(1), digestOf(2), digestOf(2)].map((digest) => digests.holderOf(digest));

  expect(found).toEqual([2, 0, 0]);
  expect(digests.add(digestOf(2))).toBe(0);
});

function digestOf(content: number): Buffer {
  return createHash('sha1').update(String(content)).digest();
}
