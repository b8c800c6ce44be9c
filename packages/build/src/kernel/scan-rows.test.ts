import { adaptRow, decideCategory, readRowTags } from '@llamaforge/adapters';
import { categories, shapeNames } from '@llamaforge/schema';
import { readJsonLines } from '@llamaforge/shards';
import { collect, realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { jsonLines } from './json-lines.testing.ts';
import { realLines } from './real-lines.testing.ts';
import {
  TestScanner,
  type LeftRow,
  type Scan,
  type ScannedEntry,
  type ScannedFile,
} from './scan-rows.testing.ts';

const scanner = new TestScanner();
const folder = realDataFolder();
const runs = Number(process.env['PROPERTY_RUNS'] ?? 1000);

test('gives for every row that it takes what the adapters give, and leaves all others', async () => {
  await fc.assert(
    fc.asyncProperty(jsonLines(), fileSettings(), async (bytes, file) => {
      const settings = { ...file, isUtf8: isUtf8(bytes) };

      const scan = scanner.scan(bytes, settings);

      await expectPlain(bytes, scan, settings);
    }),
    { numRuns: runs },
  );
});

test.skipIf(folder === undefined)(
  'takes every real row that is flat, and gives what the adapters give (skipped without CORPUS_REAL_DATA)',
  { timeout: 300_000 },
  async () => {
    let taken = 0;

    for await (const bytes of realLines(folder ?? '')) {
      const settings = { isUtf8: isUtf8(bytes) };

      const scan = scanner.scan(bytes, settings);

      await expectPlain(bytes, scan, settings);
      expect(scan.left.filter(isFlat).map((row) => row.bytes.toString())).toEqual([]);
      taken += scan.entries.length;
    }
    expect(taken).toBeGreaterThan(0);
  },
);

test.each([
  ['{"instruction":"a","input":"","output":"b"}', 'alpaca'],
  [
    '{"id": 7, "instruction": "a", "input": null, "output": "b", "tags": ["x", 1, {"y": []}]}',
    'alpaca',
  ],
  ['{"instruction":"a","context":"c","response":"b","category":"closed_qa"}\r', 'alpaca'],
  ['{"instruction":"a","output":"b\\u00e9\\/\\ud83d\\ude00","history":[],"system":""}', 'alpaca'],
  ['{"question":"a","answer":"b","label":1,"is_correct":true}', 'question_answer'],
  [
    '{"prompt":"a","completion":"b","_source":"s","_category":"no such thing"}',
    'prompt_completion',
  ],
  ['{"task_id":"x","prompt":"a","canonical_solution":"b\\n","test":"t"}', 'prompt_completion'],
  ['{"inputs":"a","targets":"b","a_key_of_more_than_thirty_two_bytes":-1.5e+3}', 'text_pair'],
  [`{"text":"a","code":"b","x":${'['.repeat(64)}${']'.repeat(64)}}`, 'text_pair'],
  ['\ufeff {"text":"a","code":"b","test_list":["assert"],"challenge_test_list":[]} ', 'text_pair'],
  ['{"context":"a","response":"b","turns":3}', 'context_response'],
  ['{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}', 'messages'],
  [
    '{"id":"1","conversations":[{"from":"system","value":"s"},{"from":"human","value":"a\\n\\u0062"},' +
      '{"from":"gpt","value":"b"},{"from":"human","value":"c"},{"from":"human","value":"d"},' +
      '{"from":"gpt","value":"e","weight":1},{"from":"gpt","value":"f"},{"from":"human","value":"g"}]}',
    'sharegpt',
  ],
  [
    '{"system":"s","tools":"","messages":[{"role":"user","content":"a","tool_calls":null},' +
      '{"role":"tool","content":"t"},{"role":"assistant","content":"b","reasoning":""}]}',
    'messages',
  ],
  [
    '{"_source":"s","messages":[{"role":"user","content":"a","_source":"t"},' +
      '{"role":"assistant","content":"b","instruction":"c"}]}',
    'messages',
  ],
  ['{"system_prompt":"s","question":"a","input":"i","response":"b"}', 'question_answer'],
])('takes %s', async (line, shape) => {
  const bytes = Buffer.from(line);

  const scan = scanner.scan(bytes);

  expect(scan.entries.map((entry) => shapeNames[entry.shape])).toEqual([shape]);
  await expectPlain(bytes, scan, {});
});

test('trims of all characters those that `trim` does, raw and escaped', () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const wellFormed = characters.filter((character) => character.isWellFormed());
  const texts = wellFormed.map((character) => `${character}${character}a${character}`);
  const raw = texts.map((text) => `{"instruction":"i","output":${JSON.stringify(text)}}`);
  const escaped = wellFormed.map((character) => {
    const escape = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return `{"instruction":"i","output":"${escape}${escape}a${escape}"}`;
  });

  const scan = scanner.scan(Buffer.from([...raw, ...escaped].join('\n')));

  const trimmed = texts.map((text) => jsonOf(text.trim()));
  expect(scan.entries.map((entry) => entry.texts[2])).toEqual([...trimmed, ...trimmed]);
});

test('finds where a string ends wherever its escapes stand', () => {
  const texts = Array.from({ length: 150 * 8 }, (_, index) => {
    const before = 'a'.repeat(index % 150);
    return `${before}${'\\'.repeat(Math.floor(index / 150))}"\n${before}`;
  });
  const rows = texts.map((text) => JSON.stringify({ prompt: text, completion: '"', x: '\\' }));

  const scan = scanner.scan(Buffer.from(rows.join('\n')));

  expect(scan.entries.map((entry) => entry.texts)).toEqual(
    texts.map((text) => [jsonOf(text.trim()), '', '\\"']),
  );
});

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
  ['lists 65 deep', `"x":${'['.repeat(65)}${']'.repeat(65)}`],
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

test('reads rows that are cut by offsets, line feeds and all', async () => {
  const rows = [
    '{\n  "instruction": "a",\n  "output": "b"\n}',
    ' {"instruction":"a","output":"c"}\n',
    '[1,\n2]',
    '{"instruction":"a",\n"output":"\\u0064"}',
  ];
  let end = 0;
  const rowEnds = rows.map((row) => (end += row.length));

  const scan = scanner.scan(Buffer.from(rows.join('')), { rowEnds, entryLimit: 2 });

  expect(scan.entries.map(({ line, texts }) => [line, texts[2]])).toEqual([
    [0, 'b'],
    [1, 'c'],
    [3, 'd'],
  ]);
  expect(scan.left.map(({ line, bytes }) => [line, bytes.toString()])).toEqual([[2, rows[2]]]);
  await expectPlain(Buffer.from(rows.map((row) => row.replaceAll('\n', ' ')).join('\n')), scan, {});
});

test('leaves a row whose texts are too long for an empty arena', () => {
  const long = `{"instruction":"a","output":"${'\\u0061'.repeat(100)}"}`;
  const short = '{"instruction":"a","output":"\\u0061"}';

  const scan = scanner.scan(Buffer.from([short, long, short].join('\n')), { arenaBytes: 200 });

  expect(scan.entries.map(({ line }) => line)).toEqual([0, 2]);
  expect(scan.left.map(({ line }) => line)).toEqual([1]);
});

function fileSettings(): fc.Arbitrary<ScannedFile> {
  const category = fc.constantFrom(0, 5, categories.length - 1);
  return fc.record(
    {
      card: category,
      vote: category,
      entryLimit: fc.constantFrom(1, 2, 3),
      arenaBytes: fc.constantFrom(64, 256),
    },
    { requiredKeys: [] },
  );
}

/** Expects of every line that it was blank, left, or taken as the plain engine would take it. */
async function expectPlain(bytes: Uint8Array, scan: Scan, file: ScannedFile): Promise<void> {
  const rows = await collect(readJsonLines(oneChunk(bytes)));
  const taken = new Map(scan.entries.map((entry) => [entry.line, entry]));
  const left = new Set(scan.left.map(({ line }) => line));
  let blanks = 0;
  expect(scan.lines).toBe(rows.length);
  for (const [line, row] of rows.entries()) {
    const entry = taken.get(line);
    if (row.kind === 'blank') blanks += 1;
    if (row.kind === 'blank' || entry === undefined) {
      expect([left.has(line), entry]).toEqual([row.kind !== 'blank', undefined]);
      continue;
    }
    expect({ entry, raw: row.raw() }).toEqual({
      entry: row.kind === 'row' ? plainEntry(row.value, { line, blanks }, file) : row.detail,
      raw: row.raw(),
    });
  }
  expect(scan.blanks).toBe(blanks);
}

function plainEntry(
  value: unknown,
  at: { readonly line: number; readonly blanks: number },
  file: ScannedFile,
): ScannedEntry | undefined {
  const [adapted, ...others] = adaptRow(value);
  if (adapted?.kind !== 'record' || adapted.loneSurrogates || others.length > 0) return undefined;
  const tags = readRowTags(value);
  const { category, way, unknownTag } = decideCategory({
    card: file.card === undefined ? undefined : categories[file.card],
    tags,
    vote: file.vote === undefined ? undefined : categories[file.vote],
    rulesCategory: () => 'instruction',
  });
  const { instruction, input, output } = adapted.text;
  return {
    line: at.line,
    blanksBefore: at.blanks,
    shape: shapeNames.findIndex((name) => name === adapted.shape),
    texts: [jsonOf(instruction), jsonOf(input), jsonOf(output)],
    source: jsonOf(tags.source ?? ''),
    category: way === 'rules' ? 255 : categories.indexOf(category),
    way: ['card', 'row', 'file', 'rules'].indexOf(way),
    unknownTag: jsonOf(unknownTag ?? ''),
    turnsLeftOut: adapted.turnsLeftOut,
  };
}

/** Whether a row is a record of one of the shapes without lists. */
function isFlat({ bytes }: LeftRow): boolean {
  const value: unknown = JSON.parse(bytes.toString());
  const [adapted] = adaptRow(value);
  return adapted?.kind === 'record' && flatShapes.has(adapted.shape);
}

const flatShapes: ReadonlySet<string> = new Set([
  'alpaca',
  'question_answer',
  'prompt_completion',
  'text_pair',
  'context_response',
]);

function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is read comes as an async iterable
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
