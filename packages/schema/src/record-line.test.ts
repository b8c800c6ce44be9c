import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestKeys, digestOf } from './digest.ts';
import { digestOfLine, outputOfLine, promptDigestOfLine } from './record-line.ts';
import { writeRecordLine, type CorpusRecord } from './record.ts';

const record = {
  instruction: 'Say ","output":"',
  input: 'a, "b",',
  output: '","_category":"code',
  _category: 'instruction',
  _source: 'x","_category":"y',
} as const;

test('gives the digest that the record has, under either key', () => {
  fc.assert(
    fc.property(records(), fc.constantFrom(...digestKeys), (any, key) => {
      const line = Buffer.from(writeRecordLine(any));

      expect(digestOfLine(line, key)).toBe(digestOf(any, key));
    }),
  );
});

test('is not misled by texts that look like keys', () => {
  const line = Buffer.from(writeRecordLine(record));

  const digests = digestKeys.map((key) => digestOfLine(line, key));

  expect(digests).toEqual(digestKeys.map((key) => digestOf(record, key)));
});

test('knows a line with other keys, another order or blanks for none of ours', () => {
  const others = [
    '{"input":"","instruction":"a","output":"b","_category":"code_debugging","_source":"s"}',
    '{ "instruction": "a", "input": "", "output": "b" }',
    '{"instruction":"a","input":"","output":"b"}',
    '{"instruction":"a"}',
    '',
  ];

  const digests = others.map((line) => digestOfLine(Buffer.from(line), 'exact'));

  expect(digests).toEqual(others.map(() => undefined));
});

test('gives the output as the line holds it', () => {
  const line = Buffer.from(writeRecordLine(record));

  const output = outputOfLine(line);

  expect(JSON.parse(`"${String(output)}"`)).toBe(record.output);
});

test('gives the digest of the prompt as Python computes it', () => {
  const line = Buffer.from(writeRecordLine({ ...record, instruction: 'é "a"', input: '' }));

  const digest = promptDigestOfLine(line);

  // hashlib.sha1(json.dumps({"instruction": 'é "a"', "input": ""}, sort_keys=True, ensure_ascii=False).encode())
  expect(digest).toBe('96dce2b3be75d8c0c205e2d6941a01f6499d3c44');
});

test('gives equal prompt digests for equal instructions and inputs alone', () => {
  fc.assert(
    fc.property(records(), records(), fc.boolean(), (first, second, same) => {
      const other = same
        ? { ...second, instruction: first.instruction, input: first.input }
        : second;
      const isSame = first.instruction === other.instruction && first.input === other.input;

      const [one, two] = [first, other].map((any) =>
        promptDigestOfLine(Buffer.from(writeRecordLine(any))),
      );

      expect(one === two).toBe(isSame);
    }),
  );
});

function records(): fc.Arbitrary<CorpusRecord> {
  const text = fc
    .array(
      fc.constantFrom('a', '"', '\\', ',', ':', '\n', '\u0001', 'é', '🎯', ',"output":"', '"}'),
    )
    .map((parts) => parts.join('').trim());
  const filled = text.map((value) => (value === '' ? 'filled' : value));
  return fc.record({
    instruction: filled,
    input: text,
    output: filled,
    _category: fc.constant('instruction'),
    _source: filled,
  });
}
