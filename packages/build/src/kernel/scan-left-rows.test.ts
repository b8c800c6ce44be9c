import { expect, test } from 'vitest';
import { TestScanner } from './scan-rows.testing.ts';

const scanner = new TestScanner();

test('leaves what is no JSON, within a value that means nothing too', () => {
  const broken = [
    ...[
      '01',
      '-',
      '-a',
      '1.',
      '.5',
      '1e',
      '1e+',
      '+1',
      '0x1',
      'nul',
      'True',
      'NaN',
      'nulll',
      "'a'",
    ],
    ...['"\\x"', '"\\u12g4"', '"\\u123"', '"\\u@@@@"', '"\\U0041"', '"\t"', '"\\"', '"a', 'a"', ''],
    ...[
      '[1,]',
      '[,1]',
      '[1 2]',
      '[',
      ']',
      '[1}',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '{a:1}',
      '{"a":1]',
    ],
    ...['{,}', '[[1]', '{"a":{"b":1}', '1,', '1}', '1 2', '\u00a0 1', '"\\u000`"', '"\\u000:"'],
  ];
  const noEscapes = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index))
    .filter((letter) => !'"\\/bfnrtu'.includes(letter))
    .map((letter) => `"\\${letter}"`);
  const rows = [...broken, ...noEscapes].map(
    (value) => `{"instruction":"a","output":"b","x":${value}}`,
  );

  const scan = scanner.scan(Buffer.from(rows.join('\n')));

  expect(scan.left.map(({ bytes }) => bytes.toString())).toEqual(rows);
});

test('leaves a row as it stands, without its line feed', () => {
  const rows = ['\ufeff{"instruction":"a","output":1}\r', ' [] ', '{"instruction":"a"'];

  const { left, lines } = scanner.scan(Buffer.from(`${rows.join('\n\n')}\n`));

  expect(left.map(({ bytes }) => bytes.toString())).toEqual(rows);
  expect(left.map(({ line }) => line)).toEqual([0, 2, 4]);
  expect(lines).toBe(5);
});

test.each([
  ['a mark of what not to say', '"label":false'],
  ['instances', '"instances":[{"input":"","output":"c"}]'],
  ['a preference', '"chosen":"c"'],
  ['a history', '"history":[["a","b"]]'],
  ['system text that is a list', '"system":["s"]'],
  ['system text with a line like a header', '"system":"s\\n\\\\\\\\Tool: x"'],
  ['a text that is a number', '"output":1'],
  ['a surrogate alone', '"output":"\\ud83d"'],
  ['two low surrogates', '"output":"\\udc00\\udc01"'],
  ['a blank answer', '"output":"\\u2003\\n"'],
  ['a tag with a blank of its own', '"_category":"open\u00a0qa"'],
  ['a tag with an escape', '"category":"open\\tqa"'],
  ['lists 65 deep', `"x":${'['.repeat(65)}1${']'.repeat(65)}`],
])('leaves a row with %s, between two that it takes', (_, member) => {
  const taken = '{"instruction":"a","output":"b"}';
  const left = `{"instruction":"a","output":"b",${member}}`;

  const scan = scanner.scan(Buffer.from([taken, left, taken].join('\n')));

  expect(scan.entries.map(({ line }) => line)).toEqual([0, 2]);
  expect(scan.left.map(({ line }) => line)).toEqual([1]);
});

test.each([
  '{"context":"a","response":"b","turns":[{"speaker":"USER","utterance":"c"}]}',
  '{"question":"a","context":"c","answer":"b","answers":{"text":["d"]}}',
  '{"question":"a","answer":"b","choices":["b","c"]}',
  '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[]}]}',
  '{"messages":[{"role":"user","content":"a"},{"role":"function_call","content":"b"}]}',
  '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","thinking":"c"}]}',
  '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}],"tools":"t"}',
  '{"messages":[{"role":"user","content":"Human: a"},{"role":"assistant","content":"b"}]}',
  '{"messages":[{"role":"system","content":"a"},{"role":"system","content":"\\\\Tool:b"},' +
    '{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}',
  '{"messages":[{"role":"assistant","content":"a"},{"role":"assistant","content":"b"}]}',
  '{"messages":[]}',
])('leaves %s', (line) => {
  const scan = scanner.scan(Buffer.from(line));

  expect(scan.left.map(({ bytes }) => bytes.toString())).toEqual([line]);
});

test('reads no byte behind the input, though a row would go on with it', () => {
  const row = '{"instruction":"a","x":[true,1.5e3,{"y":"z"}],"output":"b"}';
  const ends = Array.from({ length: row.length }, (_, end) => end);

  const scans = ends.map((end) =>
    scanner.scan(Buffer.from(row.slice(0, end)), { behind: row.slice(end) }),
  );

  expect(scans.map(({ entries, lines }) => [entries.length, lines])).toEqual(
    ends.map((end) => [0, end === 0 ? 0 : 1]),
  );
});

test('leaves every row of a file that is mapped, and counts its blank lines', () => {
  const scan = scanner.scan(Buffer.from('{"instruction":"a","output":"b"}\n \n'), {
    isPlain: false,
  });

  expect(scan).toMatchObject({ lines: 2, blanks: 1, entries: [], left: [{ line: 0 }] });
});

test('leaves a row whose texts are too long for an empty arena', () => {
  const long = `{"instruction":"a","output":"${'\\u0061'.repeat(100)}"}`;
  const short = '{"instruction":"a","output":"\\u0061"}';

  const scan = scanner.scan(Buffer.from([short, long, short].join('\n')), { arenaBytes: 200 });

  expect(scan.entries.map(({ line }) => line)).toEqual([0, 2]);
  expect(scan.left.map(({ line }) => line)).toEqual([1]);
});
