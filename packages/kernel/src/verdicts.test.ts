import { CorpusError } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { headerAddress, verdictRowsAt, verdictsAt } from './layout.ts';
import { Verdicts } from './verdicts.ts';

test('sets a bit for each kept record, lowest first, and leaves nothing of what lay there', () => {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 65_536, shared: true });
  const bytes = new Uint8Array(memory.buffer).fill(255);

  const verdicts = new Verdicts(memory, { slots: 70_000 }, 20);
  for (const sequence of [0, 9, 19]) verdicts.keep(sequence, 0);

  expect([...bytes.subarray(69_999, 70_004)]).toEqual([255, 1, 2, 8, 255]);
  const header = new DataView(memory.buffer, headerAddress);
  expect(header.getUint32(verdictsAt, true)).toBe(70_000);
  expect(header.getFloat64(verdictRowsAt, true)).toBe(20);
});

test('makes a memory that is too small as large as it needs to be', () => {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 65_536, shared: true });

  // Beyond 2^32, so that the high half of a sequence number counts.
  const verdicts = new Verdicts(memory, { slots: 131_000 }, 2 ** 32 + 9);
  verdicts.keep(8, 1);

  const bytes = new Uint8Array(memory.buffer);
  expect(bytes.length).toBe(65_536 * Math.ceil((131_000 + 2 ** 29 + 2) / 65_536));
  expect(bytes[131_000 + 2 ** 29 + 1]).toBe(1);
});

test('says so where no memory is large enough', () => {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 3, shared: true });

  expect(() => new Verdicts(memory, { slots: 131_000 }, 1_000_000)).toThrow(CorpusError);
  expect(() => new Verdicts(memory, { slots: 131_000 }, 1_000_000)).toThrow(
    'One merge cannot compare 1000000 records. Merge some of the files, then append the others.',
  );
});
