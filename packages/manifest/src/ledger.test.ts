import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  addCounts,
  addLedgers,
  countRejected,
  deduplicationRate,
  emptyLedger,
  findLedgerProblems,
} from './ledger.ts';
import type { Ledger, Manifest } from './manifest-schema.ts';
import { parseManifestText } from './manifest-text.ts';

const fixture = readFileSync(new URL('../fixtures/manifest.json', import.meta.url), 'utf8');
const sample = readManifest(fixture);

// Counts that stand in no sum of the manifest: what bears them out is files alone.
const inNoSum = [
  /^format_version$/u,
  /^recipe\./u,
  /^top_sources\./u,
  /^inputs\.\d\.(?:bytes|turns_left_out)$/u,
  /^unknown_categories\./u,
  /^overlap\./u,
  /^lengths\./u,
];
const bounded = /^inputs\.\d\.(?:generation|lone_surrogates)$/u;
const places = listNumbers(JSON.parse(fixture), []);
const withBound = places.filter((place) => bounded.test(place.join('.')));
const inASum = places.filter(
  (place) =>
    !withBound.includes(place) && !inNoSum.some((pattern) => pattern.test(place.join('.'))),
);

test('finds nothing wrong with a manifest that adds up', () => {
  expect(findLedgerProblems(sample)).toEqual([]);
});

test.each(inASum.map((place) => [place.join('.'), place] as const))(
  'finds %s edited, by one up, and down to nothing',
  (_name, place) => {
    const more = edited(place, (count) => count + 1);
    const none = edited(place, (count) => (count === 0 ? 7 : 0));

    expect(findLedgerProblems(more)).not.toEqual([]);
    expect(findLedgerProblems(none)).not.toEqual([]);
  },
);

test.each(withBound.map((place) => [place.join('.'), place] as const))(
  'finds %s edited to more than it can be',
  (_name, place) => {
    expect(findLedgerProblems(edited(place, () => 99))).not.toEqual([]);
  },
);

test('looks at every count but those that stand in no sum', () => {
  const problems = places
    .filter((place) => !inASum.includes(place) && !withBound.includes(place))
    .flatMap((place) =>
      // These two are no counts of rows.
      ['format_version', 'recipe'].includes(String(place[0]))
        ? []
        : findLedgerProblems(edited(place, (count) => count + 1)),
    );

  expect(problems).toEqual([]);
  expect(inASum).toHaveLength(57);
});

test('mended records add up over the inputs, and are no more than a file’s records', () => {
  const [first, ...others] = sample.inputs;
  if (first === undefined) throw new Error('the sample has no inputs');
  const most = first.rows.kept + first.rows.duplicates;
  const mended = (records: number, total: number): Manifest => ({
    ...sample,
    repair: ['mojibake'],
    repaired: { mojibake: total },
    inputs: [{ ...first, repaired: { mojibake: records } }, ...others],
  });

  expect(findLedgerProblems(mended(most, most))).toEqual([]);
  expect(findLedgerProblems(mended(most, most - 1))).toEqual([
    `repaired.mojibake and the sum over the inputs differ: ${String(most - 1)} and ${String(most)}`,
  ]);
  expect(findLedgerProblems(mended(most + 1, most + 1))).toEqual([
    `${first.path}: repaired.mojibake and kept + duplicates: ${String(most + 1)} is more than ${String(most)}`,
  ]);
});

test('finds a whole input, source, segment or output left out', () => {
  const [first] = sample.inputs;
  const { maths } = sample.sources;

  for (const manifest of [
    { ...sample, inputs: first === undefined ? [] : [first] },
    { ...sample, sources: maths === undefined ? {} : { maths } },
    { ...sample, balance: sample.balance.slice(1) },
    { ...sample, categories: {} },
    { ...sample, outputs: sample.outputs.map((output) => ({ ...output, segments: [] })) },
  ]) {
    expect(findLedgerProblems(manifest)).not.toEqual([]);
  }
});

test('finds a reason that the inputs have and the ledger has not, and the other way round', () => {
  const rejected = { invalid_json: 1, missing_output: 2, not_text: 1 } as const;
  const renamed = { ...sample, ledger: { ...sample.ledger, rejected } };

  expect(findLedgerProblems(renamed)).toEqual([
    'ledger.rejected.not_text and the sum over the inputs differ: 1 and 0',
    'ledger.rejected.tag:mojibake and the sum over the inputs differ: 0 and 1',
  ]);
});

test('names what differs, with both figures', () => {
  const wrong = edited(['inputs', 1, 'rows', 'duplicates'], () => 4);

  expect(findLedgerProblems(wrong)).toEqual([
    'datasets/maths.csv.gz: rows read and kept + duplicates + rejected differ: 7 and 8',
    'ledger.duplicates and the sum over the inputs differ: 4 and 5',
  ]);
  expect(findLedgerProblems({ ...sample, deduplication_rate: '23.6%' })).toEqual([
    'deduplication_rate and duplicates ÷ read differ: 23.6% and 23.5%',
  ]);
});

test('finds generations that fall, come after the last segment, or are not the same for all outputs', () => {
  const [corpus, rejects] = sample.outputs;
  if (corpus === undefined || rejects === undefined) throw new Error('the sample has two outputs');
  const whole = { ...rejects, segments: [{ generation: 0, bytes: 400, rows: 4, sha256: '' }] };

  expect(findLedgerProblems({ ...sample, inputs: sample.inputs.toReversed() })).toEqual([
    'datasets/maths.csv.gz: generation and that of datasets/open_orca.jsonl: 1 is more than 0',
  ]);
  expect(findLedgerProblems(edited(['inputs', 1, 'generation'], () => 2))).toEqual([
    'datasets/maths.csv.gz: generation and that of the last segment: 2 is more than 1',
  ]);
  expect(findLedgerProblems({ ...sample, outputs: [corpus, whole] })).toEqual([
    '../../output/rejected.jsonl: segments and those of merged_global_corpus.jsonl differ: 1 and 2',
  ]);
  expect(
    findLedgerProblems(edited(['outputs', 0, 'segments', 1, 'generation'], () => 0)),
  ).toContain(
    "merged_global_corpus.jsonl: a segment's generation and how many segments stand before it differ: 0 and 1",
  );
});

test.each([
  'invalid_utf8',
  'invalid_json',
  'invalid_csv',
  'invalid_yaml',
  'not_an_object',
  'unknown_shape',
])('takes a row rejected as %s to have no shape, and as not_text to have one', (reason) => {
  const [first] = sample.inputs;
  if (first === undefined) throw new Error('the sample has inputs');
  const shapeProblems = (rejected: Record<string, number>): string[] =>
    findLedgerProblems({
      ...sample,
      inputs: [{ ...first, rows: { ...first.rows, rejected } }],
    }).filter((problem) => problem.includes('by shape'));

  expect(shapeProblems({ [reason]: 1, missing_output: 2 })).toEqual([]);
  expect(shapeProblems({ not_text: 1, missing_output: 2 })).toEqual([
    'datasets/open_orca.jsonl: rows by shape and rows read that have a shape differ: 9 and 10',
  ]);
});

test('lets as many lone surrogates be as there are records, and no more', () => {
  const place = ['inputs', 1, 'lone_surrogates'];

  expect(findLedgerProblems(edited(place, () => 6))).toEqual([]);
  expect(findLedgerProblems(edited(place, () => 7))).toEqual([
    'datasets/maths.csv.gz: lone_surrogates and kept + duplicates: 7 is more than 6',
  ]);
});

test.each(['mix', 'balance', 'curriculum'] as const)(
  'finds nothing wrong with a %s that adds up, and every figure of it that does not',
  (kind) => {
    const manifest = selectionOf(kind);

    const unseen = listNumbers(manifest.selection, ['selection'])
      .map((place) => [place.join('.'), place] as const)
      .filter(([name]) => !inNoSelectionSum.some((pattern) => pattern.test(name)))
      .filter(([, place]) => findLedgerProblems(editedIn(manifest, place)).length === 0);

    expect(findLedgerProblems(manifest)).toEqual([]);
    expect(unseen).toEqual([]);
  },
);

test('finds a selection of another kind than its manifest, and one where there is to be none', () => {
  const mix = selectionOf('mix');
  const { selection } = mix;
  const nameless = { seed: 1, repeated: 0, validation: null };
  const what = 'the parts of selection and those of its kind differ:';

  expect(findLedgerProblems({ ...mix, kind: 'balance' })).toEqual([`${what} mix and balancing`]);
  expect(findLedgerProblems({ ...sample, kind: 'mix' })).toEqual([`${what} none and mix`]);
  expect(findLedgerProblems({ ...sample, selection: nameless })).toEqual([`${what}  and none`]);
  expect(
    findLedgerProblems({ ...mix, selection: { ...selection, ...orderOf([9], 0), ...nameless } }),
  ).toContain(`${what} mix,order and mix`);
});

test('takes rows set aside for rows of the corpus, and the file they stand in for theirs', () => {
  const whole = selectionOf('balance');
  const aside = withValidation(whole, 2);

  expect(findLedgerProblems(aside)).toEqual([]);
  expect(findLedgerProblems({ ...aside, outputs: aside.outputs.slice(0, 1) })).toEqual([
    'ledger.kept and the rows of the corpus differ: 9 and 7',
    'selection.validation.rows and the rows of the validation file differ: 2 and 0',
  ]);
  expect(findLedgerProblems({ ...aside, selection: whole.selection })).toEqual([
    'selection.validation.rows and the rows of the validation file differ: 0 and 2',
  ]);
});

test('takes rows replayed for rows of the corpus beyond those kept, over all its files', () => {
  const curriculum = selectionOf('curriculum');
  const [corpus] = curriculum.outputs;
  if (corpus === undefined) throw new Error('a curriculum has an output');
  const parts = [6, 5].map((rows) => withRows(corpus, rows));

  expect(findLedgerProblems({ ...curriculum, outputs: parts })).toEqual([]);
  expect(findLedgerProblems({ ...curriculum, outputs: parts.slice(1) })).toEqual([
    'ledger.kept and the rows of the corpus differ: 11 and 5',
    'rows of all phases and of the corpus differ: 11 and 5',
  ]);
});

test('lets only a curriculum repeat rows', () => {
  const mix = selectionOf('mix');
  const [corpus] = mix.outputs;
  if (corpus === undefined || mix.selection === undefined) throw new Error('a mix has both');
  const repeating = {
    ...mix,
    outputs: [withRows(corpus, 12)],
    selection: { ...mix.selection, repeated: 3 },
  };

  expect(findLedgerProblems(repeating)).toEqual([
    'rows replayed in phases and selection.repeated differ: 0 and 3',
  ]);
});

test('sums over the sources of a mix only where its profile names some', () => {
  const mix = selectionOf('mix');
  const part = mix.selection?.mix;
  if (part === undefined) throw new Error('a mix says what it is made of');
  const withSources = (sources: typeof part.sources): string[] =>
    findLedgerProblems({
      ...mix,
      selection: { seed: 1, repeated: 0, validation: null, mix: { ...part, sources } },
    });

  expect(withSources([])).toEqual([]);
  expect(withSources(part.sources.slice(1))).toEqual([
    'rows got from sources and ledger.kept differ: 2 and 9',
  ]);
});

test('adds ledgers in any order and grouping to the same ledger', () => {
  fc.assert(
    fc.property(ledgers(), ledgers(), ledgers(), (a, b, c) => {
      const whole = addLedgers([a, b, c]);

      expect(JSON.stringify(addLedgers([c, a, b]))).toBe(JSON.stringify(whole));
      expect(addLedgers([addLedgers([a, b]), c])).toEqual(whole);
      expect(addLedgers([a, addLedgers([b, c])])).toEqual(whole);
      expect(addLedgers([whole, emptyLedger])).toEqual(whole);
    }),
  );
});

test('adds ledgers that add up to one that adds up', () => {
  fc.assert(
    fc.property(fc.array(ledgers()), (all) => {
      const { read, kept, duplicates, rejected } = addLedgers(all);

      expect(kept + duplicates + countRejected({ ...emptyLedger, rejected })).toBe(read);
      expect(read).toBe(all.reduce((sum, ledger) => sum + ledger.read, 0));
    }),
  );
});

test('changes no ledger that it adds', () => {
  const ledger: Ledger = { read: 3, kept: 1, duplicates: 1, rejected: { not_text: 1 }, blank: 9 };
  const before = structuredClone(ledger);

  addLedgers([ledger, ledger]);

  expect(ledger).toEqual(before);
  expect(addLedgers([])).toEqual(emptyLedger);
});

test('adds counts under any name, also those that objects have a meaning for', () => {
  const hostile = Object.fromEntries([
    ['__proto__', 1],
    ['constructor', 2],
  ]);

  expect(Object.entries(addCounts([hostile, { b: 1, é: 1, a: 1 }, hostile]))).toEqual([
    ['__proto__', 2],
    ['a', 1],
    ['b', 1],
    ['constructor', 4],
    ['é', 1],
  ]);
});

test.each([
  [0, 0, '0.0%'],
  [10, 0, '0.0%'],
  [1000, 166, '16.6%'],
  [3, 1, '33.3%'],
  [3, 2, '66.7%'],
  [7, 7, '100.0%'],
])('writes the rate of %i rows read with %s duplicates as %s', (read, duplicates, rate) => {
  expect(deduplicationRate({ ...emptyLedger, read, duplicates })).toBe(rate);
});

function ledgers(): fc.Arbitrary<Ledger> {
  const count = fc.nat(10_000);
  const reason = fc.constantFrom('not_text', 'missing_output', 'invalid_json', 'tag:mojibake');
  return fc
    .record({
      kept: count,
      duplicates: count,
      blank: count,
      rejected: fc.dictionary(reason, count, { noNullPrototype: true }),
    })
    .map((ledger) => ({
      ...ledger,
      read: ledger.kept + ledger.duplicates + countRejected({ ...emptyLedger, ...ledger }),
    }));
}

// Of a selection: what is asked for, and what bounds a figure without being in a sum with it.
const inNoSelectionSum = [
  /\.(?:seed|max_total|blend|replay|mean_entropy|first_byte)$/u,
  /\.(?:wanted|available|cap|before|taken_by_others)$/u,
  /\.(?:sources|tags)\.\d\.rows$/u,
  /\.profile\./u,
];

/** The sample, its 9 kept rows chosen and ordered; 2 of a curriculum's are replayed. */
function selectionOf(kind: 'mix' | 'balance' | 'curriculum'): Manifest {
  const [corpus] = sample.outputs;
  if (corpus === undefined) throw new Error('the sample has outputs');
  const parts = {
    mix: {
      repeated: 0,
      mix: {
        profile: { name: 'short', max_total: 12 },
        max_total: 12,
        exclusive: false,
        taken_by_others: 0,
        buckets: [
          { bucket: 'instruction', asked: '0.6', wanted: 7, got: 6, available: 6 },
          { bucket: 'cot_math', asked: '5 rows', wanted: 5, got: 3, available: 3 },
        ],
        sources: [
          {
            name: 'open_orca',
            bucket: null,
            cap: 8,
            there: true,
            rows: 9,
            available: 8,
            got: 7,
            got_by_bucket: { instruction: 6, cot_math: 1 },
          },
          {
            name: 'maths',
            bucket: 'cot_math',
            cap: null,
            there: true,
            rows: 2,
            available: 2,
            got: 2,
            got_by_bucket: { cot_math: 2 },
          },
        ],
        tags: [{ tag: 'made_by_another', rows: 1, dropped: false }],
      },
    },
    balance: {
      repeated: 0,
      balancing: {
        max_share: '70%',
        bind: 'lower',
        labels: [
          { label: 'Instruction/General', before: 9, after: 6, lowest: '40%', highest: '45%' },
          { label: 'Code/Debugging', before: 3, after: 3, lowest: null, highest: null },
        ],
        limits: [],
      },
    },
    curriculum: orderOf([6, 5], 2),
  } as const satisfies Record<string, Partial<Manifest['selection']>>;
  const { repeated } = parts[kind];
  const selection = { seed: 1, validation: null, ...parts[kind] };
  const text = JSON.stringify({
    ...sample,
    kind,
    outputs: [withRows(corpus, 9 + repeated)],
    inputs: sample.inputs.map((input) => ({ ...input, generation: 0 })),
    selection,
  });
  return readManifest(text);
}

/** Phases of these sizes, of which the last has all rows that are replayed. */
function orderOf(sizes: readonly number[], replayed: number) {
  const phases = sizes.map((rows, index) => ({
    name: `p${String(index)}`,
    categories: [],
    rows,
    replayed: index === sizes.length - 1 ? replayed : 0,
    first_row: sizes.slice(0, index).reduce((sum, size) => sum + size, 0),
    first_byte: 100 * index,
    mean_entropy: 6.5,
  }));
  return { repeated: replayed, order: { blend: 0.1, replay: 0.2, phases } };
}

function withRows(output: Manifest['outputs'][number], rows: number): Manifest['outputs'][number] {
  const figures = { bytes: 100 * rows, rows };
  return {
    ...output,
    ...figures,
    segments: [{ generation: 0, ...figures, sha256: '0'.repeat(64) }],
  };
}

/** The manifest with so many of its rows in a file of their own. */
function withValidation(manifest: Manifest, rows: number): Manifest {
  const [corpus] = manifest.outputs;
  if (corpus === undefined || manifest.selection === undefined) throw new Error('no selection');
  return {
    ...manifest,
    outputs: [
      withRows(corpus, corpus.rows - rows),
      { ...withRows(corpus, rows), role: 'validation' },
    ],
    selection: { ...manifest.selection, validation: { share: '20%', rows } },
  };
}

type Place = readonly (string | number)[];

/** Where in a JSON value its numbers stand. */
function listNumbers(value: unknown, place: Place): Place[] {
  if (typeof value === 'number') return [place];
  if (Array.isArray(value))
    return value.flatMap((item, index) => listNumbers(item, [...place, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listNumbers(item, [...place, key]));
}

/** The sample with one number changed. */
function edited(place: Place, change: (count: number) => number): Manifest {
  return editedIn(JSON.parse(fixture), place, change);
}

/** A manifest with one number changed, by one up unless said otherwise. */
function editedIn(
  manifest: unknown,
  place: Place,
  change: (count: number) => number = (count) => count + 1,
): Manifest {
  const name = place.join('.');
  const edit = (value: unknown, at: Place): unknown => {
    if (typeof value === 'number') return at.join('.') === name ? change(value) : value;
    if (Array.isArray(value)) return value.map((item, index) => edit(item, [...at, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, edit(item, [...at, key])]),
    );
  };
  return readManifest(JSON.stringify(edit(manifest, [])));
}

function readManifest(text: string): Manifest {
  const parsed = parseManifestText(text);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.manifest;
}
