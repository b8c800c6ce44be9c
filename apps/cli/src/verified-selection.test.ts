import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const llamaforge = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
// The other app's built command, as users run it; it shares no code with what wrote the files.
const verify = fileURLToPath(new URL('../../verify/bin/llamaforge-verify.js', import.meta.url));

const profile = {
  name: 'mix',
  title: 'Code and sums, and what a third source has',
  max_total: 60,
  weights: { code: 2, cot_math: '20%', creative: 1 },
  sources: [{ name: 'code', cap: 25 }, { name: 'sums' }, { name: 't*', bucket: 'creative' }],
};
const verdictSchema = z.object({
  kind: z.string(),
  checks: z.array(z.object({ name: z.string(), verdict: z.string() })),
});
const done = { status: 0, stdout: '', stderr: '' };

// The same data merged in two places, for all tests.
let folders: readonly [string, string] = ['', ''];

beforeAll(() => {
  folders = [mergedFolder(), mergedFolder()];
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly words: string;
  readonly kind: string;
  /** what is verified, and which of its files is damaged */
  readonly named: string;
  readonly file: string;
  /** a figure of the manifest that is edited */
  readonly count: RegExp;
  /** the checks that fail after a flipped byte, a removed line and the edited figure */
  readonly failed: readonly (readonly string[])[];
}

test.each<Case>([
  {
    words: 'merge --input data --output corpus.jsonl',
    kind: 'corpus',
    named: 'corpus.jsonl',
    file: 'corpus.jsonl',
    count: /"kept": [1-9]\d*/u,
    failed: [
      ['corpus_segments'],
      ['rows', 'categories', 'sources', 'top_sources', 'balance', 'corpus_segments'],
      ['ledger'],
    ],
  },
  {
    words: 'profile --profile mix.json --validation 10% --input corpus.jsonl --output mix.jsonl',
    kind: 'mix',
    named: 'mix.jsonl',
    file: 'mix.jsonl',
    count: /"got": [1-9]\d*/u,
    failed: [
      ['corpus_segments'],
      ['rows', 'categories', 'sources', 'top_sources', 'balance', 'corpus_segments', 'mix'],
      ['ledger', 'mix'],
    ],
  },
  {
    words: 'balance --shares none --validation 10% --input corpus.jsonl --output even.jsonl',
    kind: 'balance',
    named: 'even.jsonl',
    file: 'even.validation.jsonl',
    count: /"after": [1-9]\d*/u,
    failed: [
      ['validation_segments'],
      [
        'rows',
        'categories',
        'sources',
        'top_sources',
        'lengths',
        'balance',
        'validation_segments',
        'balancing',
      ],
      ['ledger', 'balancing'],
    ],
  },
  {
    words: 'curriculum --validation 10% --input corpus.jsonl --output order.jsonl',
    kind: 'curriculum',
    named: 'order.jsonl',
    file: 'order.jsonl',
    count: /"replayed": [1-9]\d*/u,
    failed: [
      ['corpus_segments'],
      [
        'rows',
        'categories',
        'sources',
        'top_sources',
        'lengths',
        'balance',
        'corpus_segments',
        'phases',
      ],
      ['ledger', 'phases'],
    ],
  },
  {
    words: 'curriculum --split --input mix.jsonl --output parts.jsonl',
    kind: 'curriculum',
    named: 'parts.jsonl',
    file: 'parts.2-analytical.jsonl',
    count: /"first_byte": [1-9]\d*/u,
    failed: [
      ['corpus_segments'],
      ['rows', 'categories', 'sources', 'top_sources', 'balance', 'corpus_segments', 'phases'],
      ['phases'],
    ],
  },
])(
  '`$words` gives the same bytes elsewhere, and any damage to them is named',
  ({ words, kind, named, file, count, failed }) => {
    const [here, elsewhere] = folders;
    for (const folder of folders) {
      expect(run(folder, [llamaforge, ...words.split(' '), '--quiet'])).toEqual(done);
    }
    const verifyAfter = (path: string, change: (text: string) => string): Verdict =>
      whileChanged(join(here, path), change, () => verifyIn(here, named));
    const manifest = named.replace('.jsonl', '.manifest.json');

    const untouched = verifyIn(here, named);
    const damaged = [
      verifyAfter(file, (text) => text.replace('number', 'numbex')),
      verifyAfter(file, (text) => text.replace(/[^\n]*\n$/u, '')),
      verifyAfter(manifest, (text) => text.replace(count, '$&1')),
    ];

    expect(contentsOf(elsewhere)).toEqual(contentsOf(here));
    expect(untouched).toEqual({ status: 0, kind, failed: [] });
    expect(damaged).toEqual(failed.map((names) => ({ status: 1, kind, failed: names })));
  },
);

interface Verdict {
  readonly status: number | null;
  readonly kind: string;
  readonly failed: readonly string[];
}

function verifyIn(folder: string, file: string): Verdict {
  const { status, stdout } = run(folder, [verify, 'corpus', file, '--json']);
  const { kind, checks } = verdictSchema.parse(JSON.parse(stdout));
  const failed = checks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name);
  return { status, kind, failed };
}

function whileChanged<T>(path: string, change: (text: string) => string, work: () => T): T {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, change(text));
  try {
    return work();
  } finally {
    writeFileSync(path, text);
  }
}

function mergedFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-')));
  mkdirSync(join(folder, 'data'));
  const categories = { code: 'code', sums: 'math', tales: 'creative', talk: 'dialogue' };
  for (const [name, category] of Object.entries(categories)) {
    writeFileSync(join(folder, 'data', `${name}.jsonl`), rows(category));
  }
  writeFileSync(join(folder, 'mix.json'), JSON.stringify(profile));
  return folder;
}

function rows(category: string): string {
  return Array.from({ length: 40 }, (_, index) => {
    const number = String(index);
    return `${JSON.stringify({ instruction: `Ask for ${category} number ${number}`, input: '', output: `It is ${category} ${'and so on '.repeat(index % 7)}`, category })}\n`;
  }).join('');
}

/** What users keep: every file but the state below `output`, which holds stamps of this machine's files. */
function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.includes('.'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

function run(
  folder: string,
  words: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('node', words, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}
