import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readRows } from './read-rows.ts';
import { canBatch, parseRowBatch, readRowBatches } from './row-batches.ts';

const values = fc.oneof(
  fc.record({ instruction: fc.string({ unit: 'binary' }), output: fc.string() }),
  fc.jsonValue(),
);

test('gives the rows that readRows gives, whatever stands in lines and arrays', async () => {
  const lines = fc.array(
    fc.oneof(
      values.map((value) => JSON.stringify(value)),
      fc.constantFrom('', ' \t\r', '{"cut', '[1,', '"\ud800"', 'x'.repeat(300_000)),
    ),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(lines, fc.array(values), fc.boolean(), async (texts, elements, isLast) => {
      const folder = temporaryFolder({
        'lines.jsonl': `{"a":1}\n${texts.join('\n')}${isLast ? '\n' : ''}`,
        'lines.jsonl.gz': gzipSync(`{"a":1}\r\n${texts.join('\r\n')}`),
        'array.json': JSON.stringify([{ a: 1 }, ...elements], undefined, 2),
      });

      for (const name of ['lines.jsonl', 'lines.jsonl.gz', 'array.json']) {
        const path = join(folder, name);
        const format = await detectFormat(path);
        const batches = await collect(readRowBatches(path, format));

        expect(canBatch(format)).toBe(true);
        expect(batches.flatMap((batch) => [...parseRowBatch(batch)].map(quoted))).toEqual(
          (await collect(readRows(path, format))).map(quoted),
        );
      }
    }),
    { numRuns: 30 },
  );
});

test('throws where the array is cut, after the rows before', async () => {
  const path = join(temporaryFolder({ 'cut.json': '[{"a":1},{"a":2},' }), 'cut.json');

  const read = collect(readRowBatches(path, { format: 'json_array', compression: 'none' }));

  await expect(read).rejects.toThrow(DamagedFileError);
});

test('says of formats whose rows end where only a parser knows that they cannot be cut', () => {
  const formats = ['csv', 'yaml', 'parquet', 'json_columns', 'squad'] as const;

  expect(formats.filter((format) => canBatch({ format, compression: 'none' }))).toEqual([]);
});

function quoted(row: FileRow): unknown {
  return row.kind === 'blank' ? row : { ...row, raw: row.raw() };
}
