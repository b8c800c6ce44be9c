import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

test('gives every line of a file once, and every byte to onChunk, wherever chunks end', async () => {
  const path = join(temporaryFolder(), 'lines');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('', 'a', 'b\r', 'é'.repeat(200_000), '{"x":1}')),
      fc.boolean(),
      async (lines, endsOpen) => {
        const bytes = Buffer.from(
          lines.map((line) => `${line}\n`).join('') + (endsOpen ? 'z' : ''),
        );
        writeFileSync(path, bytes);
        const chunks: Buffer[] = [];
        const found: string[] = [];

        for await (const some of readLines(path, { onChunk: (chunk) => chunks.push(chunk) })) {
          found.push(...some.map(String));
        }

        expect(found).toEqual([...lines, ...(endsOpen ? ['z'] : [])]);
        expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});
