import { writeRecordLine } from '@llamaforge/schema';
import { corpusRecords } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordOfLine } from './record-of-line.ts';

test('reads every line that a merge can write', () => {
  fc.assert(
    fc.property(corpusRecords(), (record) => {
      const line = Buffer.from(writeRecordLine(record));

      expect(recordOfLine(line)).toEqual(record);
    }),
  );
});

test('knows texts that only look like odd escapes', () => {
  const record = {
    instruction: String.raw`\underline{x} \/ \u000a`,
    input: '\\',
    output: '\ufffd is a character, \u2028 too',
    _category: 'code_debugging',
    _source: 's',
  } as const;

  const read = recordOfLine(Buffer.from(writeRecordLine(record)));

  expect(read).toEqual(record);
});

const line =
  '{"instruction":"Say é.","input":"","output":"é\\n1","_category":"instruction","_source":"s"}';

test.each([
  ['a blank after a colon', line.replace(':"Say', ': "Say')],
  ['a blank before a comma', line.replace(',"input"', ' ,"input"')],
  ['a carriage return at its end', `${line}\r`],
  ['a sixth key', line.replace('}', ',"id":"1"}')],
  ['a key too few', line.replace(',"_source":"s"', '')],
  ['a key that stands twice', line.replace('{', '{"instruction":"Sing.",')],
  ['its last keys the other way round', line.replace(/("_cat.*),("_s.*)\}/u, '$2,$1}')],
  ['an escape where the letter would do', line.replace('Say é', String.raw`Say \u00e9`)],
  ['a line feed as \\u000a', line.replace(String.raw`\n`, String.raw`\u000a`)],
  ['an escaped solidus', line.replace('Say', String.raw`S\/y`)],
  ['an escape in capital letters', line.replace('Say', String.raw`S\u001Fy`)],
  ['half of a surrogate pair', line.replace('Say', String.raw`S\ud800y`)],
  ['a blank at the end of a text', line.replace('Say é.', 'Say é. ')],
  ['a blank alone as input', line.replace('"input":""', '"input":" "')],
  ['no output', line.replace('"output":"é\\n1"', '"output":""')],
  ['an unknown category', line.replace('"_category":"instruction"', '"_category":"general"')],
  ['a number for a text', line.replace('"é\\n1"', '1')],
  ['a byte-order mark before it', `\ufeff${line}`],
  ['nothing in it', ''],
  ['no JSON in it', line.slice(0, -1)],
  ['a list in it', `[${line}]`],
  ['null in it', 'null'],
])('knows a line with %s for none of ours', (_, foreign) => {
  const bytes = Buffer.from(foreign);

  const read = recordOfLine(bytes);

  expect(foreign).not.toBe(line);
  expect(read).toBeUndefined();
});

test('knows bytes that are not UTF-8 for none of ours', () => {
  const bytes = Buffer.from(line.replaceAll('é', '\u00ff'), 'latin1');

  const read = recordOfLine(bytes);

  expect(read).toBeUndefined();
});
