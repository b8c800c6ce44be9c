import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalExact, canonicalRendered, digestOf } from './digest.ts';
import type { RecordText } from './record.ts';

// `fixtures/digests.jsonl` holds what Python's hashlib and json make of each record. Made, and made again, from the
// package's folder by: python3 fixtures/digest.py < fixtures/digests.jsonl
const script = fileURLToPath(new URL('../fixtures/digest.py', import.meta.url));
const goldenText = readFileSync(new URL('../fixtures/digests.jsonl', import.meta.url), 'utf8');
const digestedSchema = z.object({
  title: z.string().optional(),
  instruction: z.string(),
  input: z.string(),
  output: z.string(),
  exact: z.string(),
  rendered: z.string(),
});
type Digested = z.infer<typeof digestedSchema>;
const golden = readDigested(goldenText);
const hasPython = spawnSync('python3', ['--version']).status === 0;

test.each(golden.map((row) => [row.title, row] as const))(
  'gives the digests that Python gives: %s',
  (_title, { exact, rendered, ...text }) => {
    expect({ exact: digestOf(text), rendered: digestOf(text, 'rendered') }).toEqual({
      exact,
      rendered,
    });
  },
);

test('covers what the golden records are there for', () => {
  expect(golden.map((row) => row.title)).toHaveLength(12);
  expect(new Set(golden.map((row) => row.exact)).size).toBe(12);
});

test('takes texts as ECMAScript trims them, which is not as Python strips them', () => {
  const raw = '\ufeff\u00a0 Say hello.\u2028\n';
  const text = { instruction: raw, input: '\u3000', output: '\tHello!\r\n' };

  expect(digestOf(text)).toBe(golden[0]?.exact);
  expect(digestOf(text, 'rendered')).toBe(golden[0]?.rendered);
});

test('is by default the exact digest', () => {
  const text = { instruction: 'a', input: 'b', output: 'c' };

  expect(digestOf(text)).toBe(digestOf(text, 'exact'));
});

test('tells a prompt in two parts from one in two lines under the exact key alone', () => {
  const whole = { instruction: 'A\nB', input: '', output: 'C' };
  const parts = { instruction: 'A', input: 'B', output: 'C' };

  expect(digestOf(whole, 'rendered')).toBe(digestOf(parts, 'rendered'));
  expect(digestOf(whole)).not.toBe(digestOf(parts));
});

test('writes the canonical forms as documented', () => {
  const text = { instruction: 'say "é"', input: 'a\u0001\n', output: '\u2028😀' };

  expect(canonicalExact(text)).toBe(
    '{"input": "a\\u0001\\n", "instruction": "say \\"é\\"", "output": "\u2028😀"}',
  );
  expect(canonicalRendered(text)).toBe('["say \\"é\\"\\na\\u0001\\n","\u2028😀"]');
});

test('no two records have one exact form: it reads back to the texts', () => {
  fc.assert(
    fc.property(recordTexts(), (text) => {
      expect(JSON.parse(canonicalExact(text))).toEqual(text);
    }),
  );
});

test('hashes the canonical form as UTF-8', () => {
  fc.assert(
    fc.property(recordTexts(), (text) => {
      const bytes = new TextEncoder().encode(canonicalExact(text));

      expect(digestOf(text)).toBe(createHash('sha1').update(bytes).digest('hex'));
    }),
  );
});

test.skipIf(!hasPython)('agrees with Python on random texts (skipped without python3)', () => {
  const texts = fc.sample(recordTexts(), 2000);

  const digested = readDigested(runPython(texts.map((text) => JSON.stringify(text)).join('\n')));

  expect(
    texts.map((text) => ({
      ...text,
      exact: digestOf(text),
      rendered: digestOf(text, 'rendered'),
    })),
  ).toEqual(digested);
});

test.skipIf(!hasPython)(
  'has golden values that Python still gives (skipped without python3)',
  () => {
    expect(runPython(goldenText)).toBe(goldenText);
  },
);

/** Texts as records hold them: well-formed, every plane, plenty of what JSON escapes. */
function recordTexts(): fc.Arbitrary<RecordText> {
  const escaped = fc.constantFrom(
    '"',
    '\\',
    '/',
    '\n',
    '\u0000',
    '\u001f',
    '\u007f',
    '\u2028',
    'é',
  );
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: escaped }),
      fc.string({ unit: 'grapheme' }),
    )
    .map((value) => value.toWellFormed().trim());
  return fc.record({ instruction: text, input: text, output: text });
}

function runPython(lines: string): string {
  const result = spawnSync('python3', [script], { input: lines, encoding: 'utf8' });
  expect(result.stderr).toBe('');
  return result.stdout;
}

function readDigested(lines: string): Digested[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => digestedSchema.parse(JSON.parse(line)));
}
