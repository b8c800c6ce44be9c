import { DamagedFileError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LineBatch } from './ordered-lines.ts';
import { chunkBytes } from './read-file-chunks.ts';
import { readLinesInOrder, type LineOrder } from './read-lines-in-order.ts';
import { WriteThread } from './write-thread.ts';

test('gives the wanted lines by position, each with a line feed, as they stand in the file', async () => {
  const { path, spoolPath } = fileOf('zero\n\none\r\nleft out\n{"é":"😀"}');

  const lines = await readAll(path, orderOf([0, 1], [1, 0], [2, 2], [2, 4], [4, 3]), { spoolPath });

  expect(lines).toEqual(['\n', 'zero\n', 'one\r\n', '{"é":"😀"}\n', 'one\r\n']);
});

// Two buckets and many, which fit in the memory and do not.
const memories = fc.oneof(
  fc.integer({ min: 64, max: 4096 }),
  fc.integer({ min: 4096, max: 100_000 }),
);

test('equals reading every line and putting it in its place, whatever the memory, and leaves no spool', async () => {
  await fc.assert(
    fc.asyncProperty(files(), memories, async (file, memoryBytes) => {
      const { path, spoolPath, folder } = fileOf(file.bytes);

      const lines = await readAll(path, file.order, { spoolPath, memoryBytes });

      expect(lines).toEqual(placed(file.lines, file.order));
      expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
    }),
  );
});

test('gives the same lines where a thread writes the spool', async () => {
  using thread = await WriteThread.start();

  await fc.assert(
    fc.asyncProperty(files(), memories, async (file, memoryBytes) => {
      const { path, spoolPath, folder } = fileOf(file.bytes);

      const lines = await readAll(path, file.order, { spoolPath, memoryBytes, thread });

      expect(lines).toEqual(placed(file.lines, file.order));
      expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
    }),
  );
});

test('reads lines that begin and end around the borders of its chunks', async () => {
  const length = fc.constantFrom(0, 1, 100, chunkBytes - 2, chunkBytes - 1, chunkBytes, 600_000);

  await fc.assert(
    fc.asyncProperty(
      fc.array(length, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(64, 100_000, 10_000_000),
      async (lengths, memoryBytes) => {
        const lines = lengths.map((count, index) => String(index).repeat(count));
        const { path, spoolPath } = fileOf(lines.map((line) => `${line}\n`).join(''));
        const order = orderOf(...lines.map((_, index) => pair(index, lines.length - 1 - index)));

        const read = await readAll(path, order, { spoolPath, memoryBytes });

        // The texts are long: only whether they are equal is shown.
        expect(read.join('') === placed(lines, order).join('')).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test('holds no more than its memory at once, or one line, however uneven the lines', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => 'x'.repeat(index < 400 ? 1 : 3000));
  const { path, spoolPath } = fileOf(`${lines.join('\n')}\n${'y'.repeat(300_000)}\n`);
  const order = allOf(501);

  const bytes: number[] = [];
  for await (const batch of readLinesInOrder(path, order, { spoolPath, memoryBytes: 10_000 })) {
    bytes.push(batch.bytes.length);
  }

  expect(Math.max(...bytes.slice(0, -1))).toBeLessThanOrEqual(10_000);
  expect(bytes.at(-1)).toBe(300_001);
});

test('reads a line of 40 MB in a memory of 64 KB', async () => {
  const { path, spoolPath } = fileOf(`a\n${'x'.repeat(40_000_000)}\nb\n`);

  const lines = await readAll(path, orderOf([0, 2], [1, 1], [2, 0]), {
    spoolPath,
    memoryBytes: 65_536,
  });

  expect(lines.map((line) => [line[0], line.length])).toEqual([
    ['b', 2],
    ['x', 40_000_001],
    ['a', 2],
  ]);
});

test('makes a spool only where the lines do not fit in memory', async () => {
  const { path, spoolPath } = fileOf('one\ntwo\nthree\n');
  const order = orderOf([0, 2], [1, 1], [2, 0]);

  const inMemory = await spoolStandsWhileReading(path, order, { spoolPath, memoryBytes: 38 });
  const spooled = await spoolStandsWhileReading(path, order, { spoolPath, memoryBytes: 37 });

  expect({ inMemory, spooled }).toEqual({ inMemory: [false], spooled: [true, true] });
});

test('takes the spool away when the consumer stops early or throws', async () => {
  const { path, spoolPath, folder } = fileOf('one\n'.repeat(100));
  const order = allOf(100);
  const stands: boolean[] = [];

  for await (const batch of readLinesInOrder(path, order, { spoolPath, memoryBytes: 64 })) {
    stands.push(existsSync(spoolPath) && batch.ends.length > 0);
    break;
  }
  const failed = (async (): Promise<void> => {
    for await (const batch of readLinesInOrder(path, order, { spoolPath, memoryBytes: 64 })) {
      stands.push(existsSync(spoolPath));
      throw new Error(`full after ${String(batch.ends.length > 0)}`);
    }
  })();

  await expect(failed).rejects.toThrow(new Error('full after true'));
  expect(stands).toEqual([true, true]);
  expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
});

test('ends between two chunks and between two batches when it is aborted, without its spool', async () => {
  const { path, spoolPath, folder } = fileOf('one\n'.repeat(200_000));
  const order = allOf(200_000);
  const whileScanning = new AbortController();
  const whileGiving = new AbortController();
  const heard: number[] = [];

  const scan = readAll(path, order, {
    spoolPath,
    memoryBytes: 100_000,
    signal: whileScanning.signal,
    onBytes: (bytes) => {
      heard.push(bytes);
      whileScanning.abort(new Error('stop scanning'));
    },
  });
  await expect(scan).rejects.toThrow(new Error('stop scanning'));
  const give = (async (): Promise<void> => {
    const options = { spoolPath, memoryBytes: 100_000, signal: whileGiving.signal };
    for await (const batch of readLinesInOrder(path, order, options)) {
      heard.push(batch.ends.length);
      whileGiving.abort(new Error('stop giving'));
    }
  })();
  await expect(give).rejects.toThrow(new Error('stop giving'));

  expect(heard).toEqual([chunkBytes, 1024]);
  expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
});

test('lets an event loop that others use take its turn, so that a signal can be heard', async () => {
  const { path, spoolPath } = fileOf('one\n'.repeat(100));
  const order = allOf(100);
  const abort = new AbortController();

  const reading = (async (): Promise<void> => {
    const options = { spoolPath, memoryBytes: 64, signal: abort.signal };
    for await (const batch of readLinesInOrder(path, order, options)) {
      const { length } = batch.ends;
      setImmediate(() => {
        abort.abort(new Error(`heard after ${String(length)}`));
      });
    }
  })();

  await expect(reading).rejects.toThrow(new Error('heard after 16'));
});

test('says which line a file lacks, and takes the spool away', async () => {
  const { path, spoolPath, folder } = fileOf('one\ntwo\n');

  const beyond = readAll(path, orderOf([0, 0], [1, 1], [2, 2]), { spoolPath, memoryBytes: 8 });

  await expect(beyond).rejects.toThrow(
    new DamagedFileError(path, 'it ends after 2 lines, before line 3'),
  );
  expect(readdirSync(folder)).toEqual(['corpus.jsonl']);
});

test('says that a file is missing, and that a spool cannot be written', async () => {
  const { path, spoolPath, folder } = fileOf('one\ntwo\n');
  const order = orderOf([0, 0], [1, 1]);
  const below = join(path, 'spool');

  const missing = readAll(join(folder, 'none'), order, { spoolPath });
  const refused = readAll(path, order, { spoolPath: below, memoryBytes: 8 });

  await expect(missing).rejects.toThrow(FileAccessError);
  await expect(missing).rejects.toMatchObject({ path: join(folder, 'none'), code: 'ENOENT' });
  await expect(refused).rejects.toThrow(FileAccessError);
  await expect(refused).rejects.toMatchObject({ path: below });
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
});

test('reads no further than the last wanted line, and nothing where none is wanted', async () => {
  const { path, spoolPath } = fileOf(`one\n${'x'.repeat(3 * chunkBytes)}\n`);
  const heard: number[] = [];
  const onBytes = (bytes: number): void => {
    heard.push(bytes);
  };

  const none = await readAll(path, orderOf(), { spoolPath, onBytes });
  const first = await readAll(path, orderOf([0, 0]), { spoolPath, onBytes });

  expect({ none, first, heard }).toEqual({ none: [], first: ['one\n'], heard: [chunkBytes] });
});

test.each([
  [
    'two lines with one position',
    orderOf([0, 1], [1, 1]),
    'No line has position 0: the positions are no permutation.',
  ],
  ['a position beyond the last', orderOf([0, 0], [1, 2]), 'There is no position 2.'],
  ['lines that do not ascend', orderOf([1, 0], [0, 1]), 'Line 0 is asked for after line 1.'],
])('refuses %s', async (_, order, message) => {
  const { path, spoolPath } = fileOf('one\ntwo\n');

  const read = readAll(path, order, { spoolPath });

  await expect(read).rejects.toThrow(new Error(message));
});

type Options = Parameters<typeof readLinesInOrder>[2];

// Copies each batch before it asks for the next, as a consumer must.
async function readAll(path: string, order: LineOrder, options: Options): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of readLinesInOrder(path, order, options)) {
    lines.push(...linesOf(batch));
  }
  return lines;
}

function linesOf({ bytes, ends }: LineBatch): string[] {
  return Array.from(ends, (end, index) => bytes.toString('utf8', ends[index - 1] ?? 0, end));
}

async function spoolStandsWhileReading(
  path: string,
  order: LineOrder,
  options: Options,
): Promise<boolean[]> {
  const stands: boolean[] = [];
  for await (const batch of readLinesInOrder(path, order, options)) {
    stands.push(batch.ends.length > 0 && existsSync(options.spoolPath));
  }
  return stands;
}

function placed(lines: readonly string[], order: LineOrder): string[] {
  const result = Array.from(order.positions, () => '');
  order.positions.forEach((position, index) => {
    result[position] = `${lines[order.lines[index] ?? -1] ?? '(none)'}\n`;
  });
  return result;
}

function fileOf(content: string): {
  readonly path: string;
  readonly spoolPath: string;
  readonly folder: string;
} {
  const folder = temporaryFolder();
  const path = join(folder, 'corpus.jsonl');
  writeFileSync(path, content);
  return { path, spoolPath: join(folder, 'mix.spool'), folder };
}

function pair(line: number, position: number): readonly [number, number] {
  return [line, position];
}

/** An order from pairs of a line, ascending, and its position. */
function orderOf(...pairs: readonly (readonly [line: number, position: number])[]): LineOrder {
  return {
    lines: Uint32Array.from(pairs, ([line]) => line),
    positions: Uint32Array.from(pairs, ([, position]) => position),
  };
}

function allOf(count: number): LineOrder {
  const lines = Uint32Array.from({ length: count }, (_, index) => index);
  return { lines, positions: lines };
}

interface InventedFile {
  readonly bytes: string;
  readonly lines: readonly string[];
  readonly order: LineOrder;
}

function files(): fc.Arbitrary<InventedFile> {
  const line = fc.oneof(
    fc.constantFrom('', '\r', ' ', 'a\r', '\u2028'),
    fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\n', '')),
    fc.integer({ min: 60, max: 5000 }).map((length) => 'x'.repeat(length)),
  );
  return fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 40 }), fc.boolean())
    .chain(([lines, ends]) => {
      // A last line that is empty is one only with its line feed.
      const bytes = `${lines.join('\n')}${ends || lines.at(-1) === '' ? '\n' : ''}`;
      return fc
        .array(fc.nat(lines.length - 1), { maxLength: 60 })
        .chain((wanted) => {
          const places = wanted.map((_, index) => index);
          return fc.shuffledSubarray(places, { minLength: places.length }).map((positions) => ({
            lines: Uint32Array.from(wanted).sort(),
            positions: Uint32Array.from(positions),
          }));
        })
        .map((order) => ({ bytes, lines, order }));
    });
}
