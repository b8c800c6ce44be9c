import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { editManifestFile, type Json } from './made-corpus.testing.ts';

// Selections with their files and manifests, written without any of the project's code.
// A row is written as in `c3`: the letter is its category, the whole its prompt and answer. `c3/b` asks what `c3` asks
// and has another answer; `c3@b` is `c3` from another source.

const categoryOfLetter: ReadonlyMap<string, string> = new Map([
  ['i', 'instruction'],
  ['d', 'code_debugging'],
  ['c', 'creative_narrative'],
  ['m', 'cot_math'],
  ['a', 'adversarial_moral'],
]);
const labelOfLetter: ReadonlyMap<string, string> = new Map([
  ['i', 'Instruction/General'],
  ['d', 'Code/Debugging'],
  ['c', 'Creative Narrative'],
  ['m', 'Chain-of-thought Math'],
  ['a', 'Adversarial & Moral Dilemmas'],
]);
const bucketOfLetter: ReadonlyMap<string, string> = new Map([
  ['i', 'instruction'],
  ['d', 'code'],
  ['c', 'creative'],
  ['m', 'cot_math'],
  ['a', 'analytical'],
]);

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function valuesOf(word: string) {
  const [content = '', source = 'made'] = word.split('@');
  return {
    instruction: `Ask ${content.split('/')[0] ?? ''}.`,
    input: '',
    output: content,
    _category: categoryOfLetter.get(word.charAt(0)) ?? '',
    _source: source,
  };
}

function lineOf(word: string): string {
  return `${JSON.stringify(valuesOf(word))}\n`;
}

/** Rows of each label in the order of their first row. */
function tally(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]),
  );
}

interface Aside {
  readonly validation?: string;
}

/** A mix of these words' rows from one source that holds 10 rows; those of `a` are in the bucket of analytical ones. */
export function writeMix(words: string, { validation }: Aside = {}): string {
  const kept = wordsOf(`${words} ${validation ?? ''}`);
  const buckets = Object.entries(tally(kept.map((word) => word.charAt(0))));
  return writeSelection(
    'mix',
    { corpora: [wordsOf(words)], validation },
    {
      mix: {
        profile: {
          name: 'short',
          buckets: { adversarial_moral: 'analytical' },
          drop: ['made_by_another'],
        },
        max_total: 9,
        exclusive: false,
        taken_by_others: 0,
        buckets: buckets.map(([letter, got]) => ({
          bucket: bucketOfLetter.get(letter) ?? '',
          asked: '0.25',
          wanted: 3,
          got,
          available: got,
        })),
        sources: [
          {
            name: 'made',
            bucket: null,
            cap: 9,
            there: true,
            rows: 10,
            available: 9,
            got: kept.length,
            got_by_bucket: Object.fromEntries(
              buckets.map(([letter, got]) => [bucketOfLetter.get(letter) ?? '', got]),
            ),
          },
        ],
        tags: [{ tag: 'made_by_another', rows: 2, dropped: true }],
      },
    },
  );
}

/** A corpus of at most 40 % a label, of which each had one row more. */
export function writeBalance(words: string): string {
  const kept = wordsOf(words);
  const labels = Object.entries(tally(kept.map((word) => word.charAt(0))));
  return writeSelection(
    'balance',
    { corpora: [kept] },
    {
      balancing: {
        max_share: '40%',
        bind: 'lower',
        labels: labels.map(([letter, after]) => ({
          label: labelOfLetter.get(letter) ?? '',
          before: after + 1,
          after,
          lowest: letter === 'd' ? '7%' : null,
          highest: letter === 'd' ? '8%' : null,
        })),
        limits: [],
      },
    },
  );
}

interface CurriculumForm extends Aside {
  readonly isSplit?: boolean;
  readonly replay?: number;
  readonly phases?: readonly (readonly string[])[];
}

/** A curriculum of these parts, a quarter of each blended, an eighth of what stands before replayed. */
export function writeCurriculum(parts: readonly string[], form: CurriculumForm = {}): string {
  const { isSplit = false, validation, replay = 0.125 } = form;
  const phases = form.phases ?? [['creative_narrative'], ['instruction'], ['cot_math']];
  const words = parts.map(wordsOf);
  const digestOf = (word: string): string => word.split('@')[0] ?? '';
  const before = (index: number): string[] => words.slice(0, index).flat();
  const repeatedIn = (part: readonly string[], index: number): number => {
    const all = [...before(index), ...part].map(digestOf);
    return all.length - new Set(all).size;
  };
  return writeSelection(
    'curriculum',
    { corpora: isSplit ? words : [words.flat()], validation },
    {
      order: {
        blend: 0.25,
        replay,
        phases: words.map((part, index) => ({
          name: `p${String(index + 1)}`,
          categories: phases[index] ?? [],
          rows: part.length,
          replayed: repeatedIn(part, index) - repeatedIn([], index),
          first_row: before(index).length,
          first_byte: Buffer.byteLength(before(index).map(lineOf).join('')),
          // Answers of two bytes have no triple.
          mean_entropy: 0,
        })),
      },
    },
  );
}

interface Files {
  readonly corpora: readonly (readonly string[])[];
  readonly validation?: string | undefined;
}

/** Writes files of rows with a manifest that is true of them; gives the folder. */
function writeSelection(
  kind: string,
  { corpora, validation }: Files,
  part: Readonly<Record<string, Json>>,
): string {
  const isMix = kind === 'mix';
  const aside = validation === undefined ? undefined : wordsOf(validation);
  const all = [...corpora.flat(), ...(aside ?? [])];
  // Of a curriculum's rows that repeat, each is counted once; a mix has none that may.
  const kept =
    kind === 'curriculum'
      ? all.filter((word, index) => all.findIndex((other) => isSameRow(other, word)) === index)
      : all;
  const rows = kept.map(valuesOf);
  const ledger = {
    read: kept.length + (isMix ? 5 : 3),
    kept: kept.length,
    duplicates: 0,
    rejected: { not_selected: 3, ...(isMix && { 'tag:made_by_another': 2 }) },
    blank: 0,
  };
  const outputs = [
    ...corpora.map((words, index) => ({
      role: 'corpus',
      path: corpora.length === 1 ? 'out.jsonl' : `out.${String(index + 1)}.jsonl`,
      text: words.map(lineOf).join(''),
    })),
    ...(aside === undefined
      ? []
      : [{ role: 'validation', path: 'out.validation.jsonl', text: aside.map(lineOf).join('') }]),
  ];
  const manifest: Json = {
    kind,
    format_version: 1,
    tool_version: '0.1.0',
    total_examples: kept.length,
    duplicates_removed: 0,
    deduplication_rate: '0.0%',
    categories: tally(rows.map((row) => row._category)),
    top_sources: tally(rows.map((row) => row._source)),
    key: 'exact',
    recipe: null,
    ledger,
    inputs: [describeInput(ledger)],
    ignored: [],
    outputs: outputs.map(describeOutput),
    database: null,
    sources: Object.fromEntries(
      [...new Set(rows.map((row) => row._source))].map((source) => [
        source,
        {
          categories: tally(rows.flatMap((row) => (row._source === source ? [row._category] : []))),
          license: null,
        },
      ]),
    ),
    unknown_categories: [],
    overlap: [],
    lengths: {
      instruction: describeLengths(rows.map((row) => row.instruction)),
      input: describeLengths(rows.map((row) => row.input)),
      output: describeLengths(rows.map((row) => row.output)),
    },
    balance: describeBalance(kept),
    selection: {
      seed: 42,
      repeated: all.length - kept.length,
      validation: aside === undefined ? null : { share: '10%', rows: aside.length },
      ...part,
    },
  };
  return temporaryFolder({
    'in.jsonl': 'bytes of input\n',
    ...Object.fromEntries(outputs.map(({ path, text }) => [path, text])),
    'out.manifest.json': JSON.stringify(manifest, undefined, 2),
  });
}

function isSameRow(one: string, other: string): boolean {
  return one.split('@')[0] === other.split('@')[0];
}

function describeInput(rows: { readonly read: number; readonly kept: number }): Json {
  const text = 'bytes of input\n';
  return {
    path: 'in.jsonl',
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    format: 'jsonl',
    compression: 'none',
    generation: 0,
    license: null,
    rows: { ...rows },
    shapes: { alpaca: rows.read },
    categories_by: { card: 0, row: rows.kept, file: 0, rules: 0 },
    vote: null,
    lone_surrogates: 0,
    turns_left_out: 0,
  };
}

function describeOutput({ role, path, text }: Readonly<Record<'role' | 'path' | 'text', string>>) {
  const figures = { bytes: Buffer.byteLength(text), rows: text.split('\n').length - 1 };
  return {
    role,
    path,
    ...figures,
    segments: [{ generation: 0, ...figures, sha256: sha256(text) }],
  };
}

function describeLengths(texts: readonly string[]): Json {
  const sorted = texts.map((text) => text.length).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { min: sorted[0] ?? 0, median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

function describeBalance(words: readonly string[]): Json {
  return Object.entries(tally(words.map((word) => word.charAt(0)))).map(([letter, rows]) => ({
    label: labelOfLetter.get(letter) ?? '',
    rows,
    share: `${((100 * rows) / words.length).toFixed(2)}%`,
    target: null,
    verdict: null,
  }));
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Sets values in the selection's manifest by dotted paths, as in `inputs.0.rows.read`. */
export function editManifest(folder: string, edits: Readonly<Record<string, Json>>): void {
  editManifestFile(join(folder, 'out.manifest.json'), edits);
}
