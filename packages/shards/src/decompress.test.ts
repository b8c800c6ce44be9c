import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gunzip, unzstd, unzstdPortably } from './decompress.ts';
import { readFileChunks } from './read-file-chunks.ts';

type Decompressor = typeof gunzip;

const random = pseudoRandomBytes(700_000);
const member = gzipSync(random);
const second = gzipSync('second');

test.each([
  ['one member', member, [random]],
  ['two members', Buffer.concat([member, second]), [random, Buffer.from('second')]],
  ['an empty member', gzipSync(''), []],
  [
    'zeros after the end, over several chunks',
    Buffer.concat([member, Buffer.alloc(600_000)]),
    [random],
  ],
])('gunzips %s', async (_what, bytes, expected) => {
  const content = await decompress(gunzip, bytes);

  expect(content.equals(Buffer.concat(expected))).toBe(true);
});

test.each([
  ['nothing', Buffer.alloc(0), 'its gzip data is cut off'],
  ['a cut header', member.subarray(0, 5), 'its gzip data is cut off'],
  ['a cut body', member.subarray(0, 400_000), 'its gzip data is cut off'],
  ['a cut trailer', member.subarray(0, -1), 'its gzip data is cut off'],
  [
    'a cut second member',
    Buffer.concat([member, second.subarray(0, 1)]),
    'its gzip data is cut off',
  ],
  [
    'a flipped checksum',
    flipped(member, member.length - 6),
    'its gzip data is wrong: incorrect data check',
  ],
  [
    'a flipped length',
    flipped(member, member.length - 2),
    'its gzip data is wrong: incorrect length check',
  ],
  ['a flipped byte', flipped(second, 12), 'its gzip data is wrong: incorrect data check'],
  [
    'text after the end',
    Buffer.concat([member, Buffer.from('text')]),
    'its gzip data is wrong: incorrect header check',
  ],
  [
    'a member after zeros',
    Buffer.concat([second, Buffer.alloc(500_000), second]),
    `data follows its gzip data after byte ${String(second.length)}`,
  ],
])('finds gzip damaged that has %s', async (_what, bytes, detail) => {
  await expect(decompress(gunzip, bytes)).rejects.toThrow(new DamagedFileError('a', detail));
});

// What the zstd program makes of one line, `{"a":1}`.
const frame = Buffer.from('KLUv/QRYQQAAeyJhIjoxfQri7+zg', 'base64');
const skippable = Buffer.concat([
  Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]),
  Buffer.from('abc'),
]);

for (const [name, decompressor] of Object.entries({ unzstd, unzstdPortably })) {
  test.each([
    ['one frame', frame, 1],
    ['two frames', Buffer.concat([frame, frame]), 2],
    ['many small frames', Buffer.concat(Array.from({ length: 300 }, () => frame)), 300],
    [
      'frames with notes around them',
      Buffer.concat([skippable, frame, skippable, frame, skippable]),
      2,
    ],
    ['a note alone', skippable, 0],
  ])(`${name} reads %s`, async (_what, bytes, count) => {
    const content = await decompress(decompressor, bytes);

    expect(content.toString()).toBe('{"a":1}\n'.repeat(count));
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'its zstd data is cut off'],
    ['a cut magic number', frame.subarray(0, 3), 'its zstd data is cut off'],
    ['a cut block', frame.subarray(0, 12), 'its zstd data is cut off'],
    ['a cut checksum', frame.subarray(0, -1), 'its zstd data is cut off'],
    [
      'a cut second frame',
      Buffer.concat([frame, frame.subarray(0, 10)]),
      'its zstd data is cut off',
    ],
    ['a cut note', skippable.subarray(0, -1), 'its zstd data is cut off'],
    [
      'text after the end',
      Buffer.concat([frame, Buffer.from('text')]),
      `its zstd data is wrong: no zstd frame begins before byte ${String(frame.length + 4)}`,
    ],
    [
      'a block of no known type',
      flipped(flipped(frame, 6, 2), 6, 4),
      'its zstd data is wrong: there is no such block type before byte 9',
    ],
  ])(`${name} finds zstd damaged that has %s`, async (_what, bytes, detail) => {
    await expect(decompress(decompressor, bytes)).rejects.toThrow(
      new DamagedFileError('a', detail),
    );
  });
}

async function decompress(decompressor: Decompressor, bytes: Buffer): Promise<Buffer> {
  const path = join(temporaryFolder({ a: bytes }), 'a');
  try {
    return Buffer.concat(await collect(decompressor(path, readFileChunks(path))));
  } catch (error) {
    throw error instanceof DamagedFileError ? new DamagedFileError('a', error.detail) : error;
  }
}

function flipped(bytes: Buffer, at: number, bit = 1): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ bit, at);
  return copy;
}

function pseudoRandomBytes(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 24;
    }),
  );
}
