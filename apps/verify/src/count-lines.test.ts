import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { countLines } from './count-lines.ts';
import { quietReading } from './verification.testing.ts';

test.each<[string, string, number]>([
  ['nothing', '', 0],
  ['one line', 'a\n', 1],
  ['a last line without LF', 'a\nb', 2],
  ['blank lines', '\n\n', 2],
  ['lines over many chunks', `${'x'.repeat(999)}\n`.repeat(3_000), 3_000],
  ['a line longer than a chunk', `${'x'.repeat(3_000_000)}\ny`, 2],
])('counts %s', async (_what, text, lines) => {
  const folder = temporaryFolder({ file: text });

  expect(await countLines(join(folder, 'file'), quietReading)).toBe(lines);
});
