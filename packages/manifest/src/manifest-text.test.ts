import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Manifest } from './manifest-schema.ts';
import {
  manifestJsonSchema,
  parseManifestText,
  startsLikeManifest,
  writeManifestText,
} from './manifest-text.ts';

const fixture = readFileSync(new URL('../fixtures/manifest.json', import.meta.url), 'utf8');
const sample = readManifest(fixture);

test('reads back what it wrote, and writes it again to the same bytes', () => {
  const text = writeManifestText(sample);

  expect(JSON.parse(text)).toEqual(JSON.parse(fixture));
  expect(parseManifestText(text)).toEqual({ manifest: sample });
  expect(writeManifestText(readManifest(text))).toBe(text);
});

test('writes keys in the schema’s order whatever order they came in, two blanks of indent, one line end', () => {
  const reversed: Manifest = {
    ...sample,
    ...Object.fromEntries(Object.entries(sample).toReversed()),
  };

  const text = writeManifestText(reversed);

  expect(text).toBe(writeManifestText(sample));
  expect(text.startsWith('{\n  "kind": "corpus",\n  "format_version": 1,\n')).toBe(true);
  expect(text.endsWith('\n}\n')).toBe(true);
});

test('what was dropped and mended stands behind the key, and nowhere in a manifest without', () => {
  const treated: Manifest = {
    ...sample,
    drop: ['echo', 'refusal'],
    repair: ['mojibake'],
    repaired: { mojibake: 0 },
  };

  const text = writeManifestText(treated);

  expect(parseManifestText(text)).toEqual({ manifest: treated });
  expect(Object.keys(readManifest(text)).slice(8, 13)).toEqual([
    'key',
    'drop',
    'repair',
    'repaired',
    'recipe',
  ]);
  expect(Object.keys(readManifest(writeManifestText(sample)))).not.toContain('drop');
});

test('keeps sources under names that objects have a meaning for', () => {
  const named = (name: string): Manifest => ({
    ...sample,
    top_sources: Object.fromEntries([[name, 9]]),
    sources: Object.fromEntries([[name, { categories: { instruction: 9 }, license: null }]]),
  });

  for (const name of ['__proto__', 'constructor', 'toString', '12', 'a\nb', '']) {
    const manifest = readManifest(writeManifestText(named(name)));

    expect(Object.entries(manifest.top_sources)).toEqual([[name, 9]]);
    expect(Object.entries(manifest.sources)).toEqual(Object.entries(named(name).sources));
  }
});

test('throws rather than write a manifest that the schema refuses', () => {
  expect(() => writeManifestText({ ...sample, total_examples: -1 })).toThrow('total_examples');
  expect(() => writeManifestText({ ...sample, total_examples: 0.5 })).toThrow('total_examples');
});

test.each([
  [{ extra: 1 }, 'Unrecognized key: "extra"'],
  [{ total_examples: '9' }, 'total_examples: Invalid input: expected number, received string'],
  [{ format_version: 2 }, 'format_version: Invalid input: expected 1'],
  [{ categories: { general: 9 } }, 'categories: Unrecognized key: "general"'],
  [
    { deduplication_rate: '23%' },
    'deduplication_rate: Invalid string: must match pattern /^\\d+\\.\\d%$/u',
  ],
  [{ lengths: { ...sample.lengths, total: {} } }, 'lengths: Unrecognized key: "total"'],
  [
    { overlap: [{ files: ['a'], digests: 1 }] },
    'overlap[0].files: Too small: expected array to have >=2 items',
  ],
  [
    { inputs: sample.inputs.map((input) => ({ ...input, sha256: 'A'.repeat(64) })).slice(1) },
    'inputs[0].sha256: Invalid string: must match pattern /^[0-9a-f]{64}$/u',
  ],
  [
    { ledger: { ...sample.ledger, rejected: { no_reason: 4 } } },
    'ledger.rejected.no_reason: Invalid key in record',
  ],
])('refuses %j and says where', (change, problem) => {
  expect(parseManifestText(JSON.stringify({ ...sample, ...change }))).toEqual({
    problems: [problem],
  });
});

test('refuses a manifest without one of its keys', () => {
  for (const key of Object.keys(sample)) {
    const text = JSON.stringify({ ...sample, [key]: undefined });

    expect(parseManifestText(text)).toEqual({
      problems: [expect.stringMatching(new RegExp(`^${key}: Invalid`, 'u'))],
    });
  }
});

test('names all problems together', () => {
  const text = JSON.stringify({ ...sample, key: 'md5', total_examples: null });

  expect(parseManifestText(text)).toMatchObject({ problems: { length: 2 } });
});

test.each(['', '{', 'null', '[]', '{"kind":"corpus"', '\ufeff{}'])(
  'reads no manifest from %j',
  (text) => {
    expect(parseManifestText(text)).toHaveProperty('problems');
  },
);

test('says that a text is not JSON', () => {
  const parsed = parseManifestText('{"kind": ');

  expect(parsed).toEqual({ problems: [expect.stringMatching(/^not JSON: ./u)] });
});

test('is told from its first 100 characters, however it is laid out', () => {
  const compact = JSON.stringify(sample);

  expect(startsLikeManifest(writeManifestText(sample).slice(0, 100))).toBe(true);
  expect(startsLikeManifest(compact.slice(0, 100))).toBe(true);
  for (const kind of ['corpus', 'mix', 'balance', 'curriculum'] as const) {
    expect(startsLikeManifest(writeManifestText({ ...sample, kind }).slice(0, 100))).toBe(true);
  }
});

test.each([
  '',
  '{"instruction":"a","input":"","output":"b"}',
  '{"kind":"corpus"}',
  '{"kind":"other","format_version":1}',
  '[{"kind":"corpus","format_version":1}]',
  '{"name":"x","kind":"corpus","format_version":1}',
])('is not told from %j', (head) => {
  expect(startsLikeManifest(head)).toBe(false);
});

test('is published as the JSON Schema beside this package’s sources', async () => {
  await expect(`${JSON.stringify(manifestJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    fileURLToPath(new URL('../manifest.schema.json', import.meta.url)),
  );
});

function readManifest(text: string): Manifest {
  const parsed = parseManifestText(text);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.manifest;
}
