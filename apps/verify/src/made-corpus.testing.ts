import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';

// A corpus with its files and manifest, written without any of the project's code.

/** The rows of the usual corpus; the last is of its second generation. */
export const line = {
  first:
    '{"instruction":"Name a colour.","input":"","output":"Blue.","_category":"instruction","_source":"alpha"}',
  second:
    '{"instruction":"日本語で「青」は？","input":"a\\tb","output":"青 😀","_category":"instruction","_source":"alpha"}',
  third:
    '{"instruction":"Add 2 and 3.","input":"","output":"5","_category":"cot_math","_source":"beta/x"}',
  fourth:
    '{"instruction":"And then?","input":"Human: Hi\\n\\nAssistant: Hello","output":"Then \\"we\\" go.","_category":"multiturn_dialog","_source":"beta/x"}',
};
/** All of them, in order. */
export const goodLines = Object.values(line);

/** What JSON holds. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Writes a corpus of two generations, `corpus.jsonl`, with a manifest that is true of it; gives the folder. */
export function writeCorpus(
  lines: readonly string[] = goodLines,
  { key = 'exact' }: { readonly key?: string } = {},
): string {
  const rows = lines.map((text) => readRow(text));
  const rejects = [
    { file: 'in/a.jsonl', line: 3, reason: 'not_text', detail: 'output is a number', raw: '{}' },
    { file: 'in/a.jsonl', line: 4, reason: 'invalid_json', detail: 'cut', raw: '{"a' },
    { file: 'in/b.csv', line: 1, reason: 'invalid_json', detail: 'cut', raw_base64: '/w==' },
  ].map((row) => JSON.stringify(row));
  const inputs = { 'in/a.jsonl': 'bytes of input', 'in/b.csv': 'other bytes\n' };
  const kept = rows.length;
  const shares = describeBalance(rows.map((row) => row['_category'] ?? ''));
  const manifest: Json = {
    kind: 'corpus',
    format_version: 1,
    tool_version: '0.1.0',
    total_examples: kept,
    duplicates_removed: 1,
    deduplication_rate: `${(100 / (kept + 4)).toFixed(1)}%`,
    categories: tally(rows.map((row) => row['_category'] ?? '')),
    top_sources: tally(rows.map((row) => row['_source'] ?? '')),
    key,
    recipe: null,
    ledger: {
      read: kept + 4,
      kept,
      duplicates: 1,
      rejected: { invalid_json: 2, not_text: 1 },
      blank: 1,
    },
    inputs: [
      describeInput('in/a.jsonl', inputs['in/a.jsonl'], {
        read: kept + 3,
        kept,
        duplicates: 1,
        rejected: { not_text: 1, invalid_json: 1 },
        blank: 1,
      }),
      describeInput('in/b.csv', inputs['in/b.csv'], {
        read: 1,
        kept: 0,
        duplicates: 0,
        rejected: { invalid_json: 1 },
        blank: 0,
      }),
    ],
    ignored: [],
    outputs: [
      describeOutput('corpus', 'corpus.jsonl', [lines.slice(0, 3), lines.slice(3)]),
      describeOutput('rejects', 'rejected.jsonl', [rejects, []]),
    ],
    database: null,
    sources: Object.fromEntries(
      [...new Set(rows.map((row) => row['_source'] ?? ''))].map((source) => [
        source,
        {
          categories: tally(
            rows.flatMap((row) => (row['_source'] === source ? [row['_category'] ?? ''] : [])),
          ),
          license: null,
        },
      ]),
    ),
    unknown_categories: [{ tag: 'stuff', rows: 1 }],
    overlap: [{ files: ['in/a.jsonl', 'in/b.csv'], digests: 0 }],
    lengths: {
      instruction: describeLengths(rows.map((row) => row['instruction'] ?? '')),
      input: describeLengths(rows.map((row) => row['input'] ?? '')),
      output: describeLengths(rows.map((row) => row['output'] ?? '')),
    },
    balance: shares,
  };
  return temporaryFolder({
    ...inputs,
    'corpus.jsonl': lines.map((text) => `${text}\n`).join(''),
    'rejected.jsonl': rejects.map((text) => `${text}\n`).join(''),
    'corpus.manifest.json': JSON.stringify(manifest, undefined, 2),
  });
}

function readRow(text: string): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(text);
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, content]) => [name, String(content)]),
  );
}

function tally(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]),
  );
}

/** An input as the manifest has it; of the rows rejected, the one of `in/a.jsonl` that is no text has a shape. */
function describeInput(path: string, text: string, rows: Readonly<Record<string, Json>>): Json {
  const kept = Number(rows['kept']);
  return {
    path,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    format: 'jsonl',
    compression: 'none',
    generation: 0,
    license: null,
    rows,
    shapes: { alpaca: kept + Number(rows['duplicates']) + (path === 'in/a.jsonl' ? 1 : 0) },
    categories_by: { card: 0, row: kept, file: 0, rules: 0 },
    vote: null,
    lone_surrogates: 0,
    turns_left_out: 0,
  };
}

function describeOutput(
  role: string,
  path: string,
  generations: readonly (readonly string[])[],
): Json {
  const segments = generations.map((lines, generation) => {
    const text = lines.map((content) => `${content}\n`).join('');
    return {
      generation,
      bytes: Buffer.byteLength(text),
      rows: lines.length,
      sha256: sha256(text),
    };
  });
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  return { role, path, bytes, rows, segments };
}

function describeLengths(texts: readonly string[]): Json {
  const sorted = texts.map((text) => Array.from(text).length).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { min: sorted[0] ?? 0, median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

function describeBalance(names: readonly string[]): Json {
  const entry = (
    category: string,
    label: string,
    target: readonly [number, number] | null,
  ): Json => {
    const rows = names.filter((name) => name === category).length;
    const share = names.length === 0 ? 0 : (100 * rows) / names.length;
    const [lowest, highest] = target ?? [0, 0];
    const outside = share < lowest ? 'below' : 'above';
    const verdict = share >= lowest && share <= highest ? 'within' : outside;
    return {
      label,
      rows,
      share: `${share.toFixed(2)}%`,
      target: target === null ? null : `${lowest.toFixed(2)}% to ${highest.toFixed(2)}%`,
      verdict: target === null ? null : verdict,
    };
  };
  return [
    entry('instruction', 'Instruction/General', [40, 45]),
    entry('multiturn_dialog', 'Multi-turn Dialog', [8, 10]),
    entry('red_team', 'Red-team/Safety', [4.5, 7.5]),
    entry('cot_math', 'Chain-of-thought Math', null),
  ];
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes the corpus anew. */
export function writeLines(folder: string, lines: readonly (string | Buffer)[]): void {
  const bytes = lines.flatMap((text) => [Buffer.from(text), Buffer.from('\n')]);
  writeFileSync(join(folder, 'corpus.jsonl'), Buffer.concat(bytes));
}

/** Sets values in the corpus's manifest by dotted paths, as in `inputs.0.rows.read`. */
export function editManifest(folder: string, edits: Readonly<Record<string, Json>>): void {
  editManifestFile(join(folder, 'corpus.manifest.json'), edits);
}

/** Sets values in any manifest by dotted paths, as in `inputs.0.rows.read`. */
export function editManifestFile(path: string, edits: Readonly<Record<string, Json>>): void {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  for (const [place, value] of Object.entries(edits)) {
    const names = place.split('.');
    const last = names.pop() ?? '';
    let target: unknown = manifest;
    for (const name of names) target = new Map(Object.entries(target ?? {})).get(name);
    if (typeof target !== 'object' || target === null) throw new Error(`no ${place} in a manifest`);
    Object.assign(target, { [last]: value });
  }
  writeFileSync(path, JSON.stringify(manifest, undefined, 2));
}
