import { digestOf, type DigestKey, type RecordText } from '@llamaforge/schema';
import { hostileText } from '@llamaforge/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { loadTestKernel, type TestKernel } from './kernel.testing.ts';
import {
  digestAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  externalFlag,
  flagsAt,
  hashedAt,
  headerAddress,
  inputTextAt,
  instructionAt,
  keyAt,
  keptKind,
  kindAt,
  outputAt,
  recordKind,
  rejectedKind,
  scratchAt,
  scratchBytes,
} from './layout.ts';

const context = 65_536;
const target = 66_000;
const scratch = 131_072;
const entries = 262_144;
const texts = 1_048_576;

let kernel: TestKernel;
beforeAll(() => {
  kernel = loadTestKernel();
});

// FIPS 180-2, appendix A, and the two-block vector of 896 bits.
test.each([
  ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '84983e441c3bd26ebaae4aa1f95129e5e54670f1',
  ],
  [
    'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    'a49b2446a02c645bf419f995b67091253a04a259',
  ],
  ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
])('gives the digest that the standard prints, vector %#', (message, digest) => {
  expect(hashed(Buffer.from(message))).toBe(digest);
});

test('agrees with node:crypto on every length around the borders of blocks and of its buffer', () => {
  // Messages are gathered 4,096 bytes at a time.
  for (const start of [0, 4096 - 80, 8192 - 80]) {
    for (let length = start; length <= start + 300; length += 1) {
      const message = noise(length, length);

      expect(hashed(message), `${String(length)} bytes`).toBe(sha1Of(message));
    }
  }
});

test('agrees with node:crypto on any length', () => {
  fc.assert(
    fc.property(fc.nat(70_000), fc.nat(), (length, seed) => {
      const message = noise(length, seed);

      expect(hashed(message)).toBe(sha1Of(message));
    }),
  );
});

test.each(['exact', 'rendered'] as const)(
  'gives records the digest that schema gives them, by the %s key',
  (key) => {
    const text = fc.oneof(hostileText(), longText());
    const record = fc.record({ instruction: text, input: text, output: text });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 24 }), (records) => {
        records.forEach(writeRecord);
        expectHashed(records, key);
      }),
      { numRuns: 300 },
    );
  },
);

test('lets short messages pass a long one, whichever lane it is in', () => {
  for (let place = 0; place < 9; place += 1) {
    const records = Array.from({ length: 9 }, (_, index) => ({
      instruction: `row ${String(index)}`,
      input: '',
      output: index === place ? 'long '.repeat(400_000) : 'x'.repeat(index * 40),
    }));
    records.forEach(writeRecord);

    expectHashed(records, 'exact');
  }
});

test('leaves alone what is no record, has no texts here, or was hashed before', () => {
  const records = Array.from({ length: 12 }, (_, index) => ({
    instruction: String(index),
    input: '',
    output: 'x',
  }));
  records.forEach(writeRecord);
  kernel.bytes[entries + 3 * entryBytes + kindAt] = rejectedKind;
  kernel.bytes[entries + 4 * entryBytes + flagsAt] = externalFlag;
  kernel.bytes[entries + 5 * entryBytes + kindAt] = keptKind;
  kernel.bytes[entries + 11 * entryBytes + flagsAt] = externalFlag + 1;
  const before = kernel.bytes.slice(entries, entries + 12 * entryBytes);

  hashEntries(12, { from: 2, key: 'exact' });

  const expected = Buffer.from(before);
  for (const index of [2, 6, 7, 8, 9, 10]) {
    const digest = digestOf(records[index] ?? { instruction: '', input: '', output: '' });
    expected.write(digest, index * entryBytes + digestAt, 'hex');
  }
  const after = Buffer.from(kernel.bytes.slice(entries, entries + 12 * entryBytes));
  expect(after.toString('hex')).toBe(expected.toString('hex'));
  expect(kernel.view.getUint32(context + hashedAt, true)).toBe(12);
});

test('uses no more scratch than it says', () => {
  const behind = scratch + scratchBytes;
  kernel.bytes.fill(0xa5, behind, behind + 4096);
  const records = [4080, 4096, 4200, 70_000, 1].map((length) => ({
    instruction: 'x',
    input: '',
    output: 'y'.repeat(length),
  }));
  records.forEach(writeRecord);

  hashEntries(records.length, { from: 0, key: 'exact' });

  expect(kernel.bytes.slice(behind, behind + 4096).every((byte) => byte === 0xa5)).toBe(true);
});

/** Texts of very different lengths in one batch. */
function longText(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('a', 'é', '語', '😀"', '\\'), fc.constantFrom(0, 1, 30, 500, 5000))
    .map(([unit, times]) => unit.repeat(times));
}

let textEnd = texts;

function writeRecord({ instruction, input, output }: RecordText, index: number): void {
  if (index === 0) textEnd = texts;
  const entry = entries + index * entryBytes;
  kernel.bytes.fill(0, entry, entry + entryBytes);
  kernel.bytes[entry + kindAt] = recordKind;
  writeText(entry + instructionAt, instruction);
  writeText(entry + inputTextAt, input);
  writeText(entry + outputAt, output);
}

function writeText(field: number, text: string): void {
  const canonical = JSON.stringify(text.trim().toWellFormed()).slice(1, -1);
  const bytes = Buffer.from(canonical, 'utf8');
  kernel.bytes.set(bytes, textEnd);
  kernel.view.setUint32(field, textEnd, true);
  kernel.view.setUint32(field + 4, bytes.length, true);
  // Something else stands right behind, so that reading too far shows.
  textEnd += bytes.length;
  kernel.bytes[textEnd] = 0x7a;
  textEnd += 1;
}

function hashEntries(
  count: number,
  { from, key }: { readonly from: number; readonly key: DigestKey },
): void {
  kernel.view.setUint32(headerAddress + keyAt, key === 'exact' ? 0 : 1, true);
  kernel.view.setUint32(context + entriesAt, entries, true);
  kernel.view.setUint32(context + entryCountAt, count, true);
  kernel.view.setUint32(context + hashedAt, from, true);
  kernel.view.setUint32(context + scratchAt, scratch, true);
  kernel.call('hashEntries', context);
}

function expectHashed(records: readonly RecordText[], key: DigestKey): void {
  hashEntries(records.length, { from: 0, key });

  const digests = records.map((_, index) => hexAt(entries + index * entryBytes + digestAt));
  expect(digests).toEqual(records.map((record) => digestOf(record, key)));
}

function hashed(message: Uint8Array): string {
  kernel.bytes.set(message, texts);
  kernel.bytes.fill(0x7a, texts + message.length, texts + message.length + 64);
  kernel.call('sha1', texts, message.length, target, scratch);
  return hexAt(target);
}

function hexAt(address: number): string {
  return Buffer.from(kernel.bytes.slice(address, address + 20)).toString('hex');
}

function sha1Of(message: Uint8Array): string {
  return createHash('sha1').update(message).digest('hex');
}

/** Bytes that look like nothing, the same for the same seed: a linear congruential generator's high bits. */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
