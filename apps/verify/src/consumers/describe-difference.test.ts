import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { line } from '../made-corpus.testing.ts';
import { quietReading } from '../verification.testing.ts';
import { type ConsumedRows } from './consumed-rows.ts';
import { describeDifferences } from './describe-difference.ts';
import { readReference } from './row-reference.ts';

const row = {
  instruction: 'Add 2 and 3.',
  input: '',
  output: '5',
  _category: 'cot_math',
  _source: 'beta/x',
};

test('says nothing where the same rows come back', async () => {
  expect(await describe({})).toEqual([]);
});

test.each<[string, Partial<ConsumedRows>, string[]]>([
  ['too few rows', { rows: 1 }, ['rows: it gives 1, the file has 2']],
  [
    'too many rows, and one that differs',
    { rows: 3, difference: { row: 1, values: { ...row, output: '6' } } },
    ['rows: it gives 3, the file has 2', 'row 2: output is "5" and comes back as "6"'],
  ],
  [
    'a row beyond the last',
    { rows: 3, difference: { row: 2, values: row } },
    ['rows: it gives 3, the file has 2'],
  ],
  [
    'a column that is gone',
    { difference: { row: 1, values: { instruction: row.instruction, input: '' } } },
    ['row 2: comes back without output'],
  ],
  [
    'a column besides',
    { difference: { row: 1, values: { ...row, index: '1' } } },
    ['row 2: comes back with "index" besides'],
  ],
  [
    'what is no text',
    { difference: { row: 1, values: { ...row, output: 'int 5' } } },
    ['row 2: output is "5" and comes back as "int 5"'],
  ],
  [
    'another end of a long text',
    { difference: { row: 1, values: { ...row, instruction: 'Add 2 and 3!\u001b' } } },
    [
      'row 2: instruction from character 12 is …"dd 2 and 3." and comes back as …"dd 2 and 3!\\u001b"',
    ],
  ],
  [
    'another digest alone',
    { sha256: 'f00' },
    [expect.stringMatching(/^the rows’ digest is f00, not [0-9a-f]{64}$/u)],
  ],
])('names %s', async (_what, consumed, sentences) => {
  expect(await describe(consumed)).toEqual(sentences);
});

/** What is said of a file of two rows, a blank line between them, where this came back. */
async function describe(changes: Partial<ConsumedRows>): Promise<string[]> {
  const folder = temporaryFolder({ 'rows.jsonl': `${line.first}\n\n${line.third}` });
  const path = join(folder, 'rows.jsonl');
  const reference = await readReference(path, quietReading);
  const { rows, sha256 } = reference;
  const consumed = { rows, sha256, difference: null, ...changes };
  return describeDifferences({ path, reference, consumed }, quietReading);
}
