import { adaptRow } from '@llamaforge/adapters';
import { categories, shapeNames } from '@llamaforge/schema';
import { realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { jsonLines } from './json-lines.testing.ts';
import { expectPlain, jsonOf } from './plain-entries.testing.ts';
import { realLines } from './real-lines.testing.ts';
import { TestScanner, type LeftRow, type ScannedFile } from './scan-rows.testing.ts';

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
  [`{"text":"a","code":"b","x":${'['.repeat(64)}1${']'.repeat(64)}}`, 'text_pair'],
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
