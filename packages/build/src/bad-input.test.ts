import type { Manifest, ManifestInput } from '@llamaforge/manifest';
import { temporaryFolder } from '@llamaforge/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mergeCorpus } from './merge-corpus.ts';
import type { OnDamage } from './merge-options.ts';
import { planMerge } from './plan-merge.ts';

const good = '{"instruction":"A","output":"a"}';

/** What users' files hold that no one meant to write, and what becomes of it. */
const badInputs: readonly {
  readonly what: string;
  readonly name?: string;
  readonly content: string | Uint8Array;
  readonly rows: Partial<ManifestInput['rows']>;
}[] = [
  { what: 'an empty file', content: '', rows: { read: 0, blank: 0 } },
  { what: 'nothing but blank lines', content: '\n\r\n \t \n', rows: { read: 0, blank: 3 } },
  { what: 'a byte-order mark', content: `\ufeff${good}\n`, rows: { read: 1, kept: 1 } },
  { what: 'CR before LF', content: `${good}\r\n${good}\r\n`, rows: { kept: 1, duplicates: 1 } },
  {
    what: 'invalid UTF-8',
    content: Buffer.from(`{"instruction":"\xe9","output":"a"}\n${good}\n`, 'latin1'),
    rows: { kept: 1, rejected: { invalid_utf8: 1 } },
  },
  {
    what: 'lone surrogates',
    content: '{"instruction":"\\udc00 A","output":"a\\ud83d"}\n',
    rows: { kept: 1 },
  },
  {
    what: 'a NUL in a line',
    content: `{"instruction":"A\u0000","output":"a"}\n${good}\n`,
    rows: { kept: 1, rejected: { invalid_json: 1 } },
  },
  {
    what: 'an escaped NUL',
    content: '{"instruction":"A\\u0000b","output":"a"}\n',
    rows: { kept: 1 },
  },
  {
    what: 'a key twice: the last counts',
    content: `{"instruction":"B","instruction":"A","output":"a"}\n${good}\n`,
    rows: { kept: 1, duplicates: 1 },
  },
  {
    what: '__proto__ and constructor as keys',
    content: '{"__proto__":{"instruction":"A","output":"a"},"constructor":"x"}\n',
    rows: { rejected: { unknown_shape: 1 } },
  },
  ...['1', 'true', 'false', '["a"]', '{"a":1}'].map((value) => ({
    what: `${value} where text belongs`,
    content: `{"instruction":"A","output":${value}}\n`,
    rows: { rejected: { not_text: 1 } },
  })),
  {
    what: 'null where text belongs',
    content: '{"instruction":"A","output":null}\n',
    rows: { rejected: { unknown_shape: 1 } },
  },
  {
    what: 'blanks where text belongs',
    content: '{"instruction":"A","output":" \\n"}\n',
    rows: { rejected: { missing_output: 1 } },
  },
  ...['NaN', 'Infinity', '-Infinity'].map((value) => ({
    what: value,
    content: `{"instruction":"A","output":"a","score":${value}}\n`,
    rows: { rejected: { invalid_json: 1 } },
  })),
  {
    what: 'a last line without its end',
    content: `${good}\n{"instruction":"B","output":"b"}`,
    rows: { kept: 2 },
  },
  {
    what: 'a last line cut in half',
    content: `${good}\n{"instruction":"B","outp`,
    rows: { kept: 1, rejected: { invalid_json: 1 } },
  },
  {
    what: 'a line of 50 MB',
    content: `{"instruction":"A","output":"${'x'.repeat(50_000_000)}"}\n${good}\n`,
    rows: { kept: 2 },
  },
  {
    what: 'a thousand levels of nesting',
    content: `{"instruction":"A","output":"a","deep":${'['.repeat(1000)}${']'.repeat(1000)}}\n`,
    rows: { kept: 1 },
  },
  {
    what: 'JSON lines under the name of .json',
    name: 'a.json',
    content: `${good}\n{"instruction":"B","output":"b"}\n`,
    rows: { kept: 2 },
  },
  {
    what: 'an array under the name of .jsonl',
    content: `[${good},${good}]`,
    rows: { kept: 1, duplicates: 1 },
  },
];

test.each(badInputs)(
  '$what: every row is accounted for',
  async ({ name = 'a.jsonl', content, rows }) => {
    const folder = temporaryFolder({ [`data/${name}`]: content });

    const manifest = await merge(folder);

    expect(manifest.inputs[0]?.rows).toMatchObject(rows);
    for (const line of readFileSync(join(folder, 'corpus.jsonl'), 'utf8')
      .split('\n')
      .slice(0, -1)) {
      const record = z.record(z.string(), z.string()).parse(JSON.parse(line));
      expect(Object.values(record).every((text) => text.isWellFormed())).toBe(true);
    }
  },
);

test.each([
  ['a cut gzip', 'a.jsonl.gz', gzipSync(`${good}\n`.repeat(100)).subarray(0, -9)],
  ['a gzip with a flipped byte', 'a.jsonl.gz', flipped(gzipSync(`${good}\n`.repeat(100)), 30)],
  ['a corrupt Parquet', 'a.parquet', Buffer.from('PAR1 this is no Parquet file PAR1')],
  ['a Parquet that is text', 'a.parquet', Buffer.from(good)],
  ['an array that is not closed', 'a.json', Buffer.from(`[${good},`)],
  ['an array with something between its elements', 'a.json', Buffer.from(`[${good} ${good}]`)],
  ['a quoted cell that is not closed', 'a.csv', Buffer.from('instruction,output\n"A,a\n')],
])(
  '%s ends the merge with the name of the file, or is left out whole',
  async (_, name, content) => {
    const folder = temporaryFolder({ [`data/${name}`]: content, 'data/z.jsonl': `${good}\n` });

    await expect(merge(folder)).rejects.toThrow(`${join(folder, 'data', name)} is damaged: `);
    const manifest = await merge(folder, 'skip');

    expect(manifest.inputs.map(({ path }) => path)).toEqual(['data/z.jsonl']);
    expect(manifest.ignored).toMatchObject([{ path: `data/${name}`, reason: 'damaged' }]);
  },
);

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

async function merge(folder: string, onDamage: OnDamage = 'fail'): Promise<Manifest> {
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['data'],
    output: 'corpus.jsonl',
    database: 'state/h.sqlite',
    rejects: 'rejected.jsonl',
    onDamage,
  });
  return (await mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') })).manifest;
}
