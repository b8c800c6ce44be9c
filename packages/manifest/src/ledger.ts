import type { NamedRejectReason } from '@llamaforge/schema';
import type { Ledger, Manifest, ManifestOutput } from './manifest-schema.ts';
import type { OrderSelection } from './selection-schema.ts';

// Rows rejected for these never had a shape; rows rejected for any other reason are counted under theirs.
const reasonsWithoutShape = [
  'invalid_utf8',
  'invalid_json',
  'invalid_csv',
  'invalid_yaml',
  'not_an_object',
  'unknown_shape',
] as const satisfies readonly NamedRejectReason[];

/** The ledger of no rows. */
export const emptyLedger: Ledger = { read: 0, kept: 0, duplicates: 0, rejected: {}, blank: 0 };

/** The sum of ledgers, reason by reason; reasons in alphabetical order. */
export function addLedgers(ledgers: readonly Ledger[]): Ledger {
  return {
    read: sum(ledgers.map((ledger) => ledger.read)),
    kept: sum(ledgers.map((ledger) => ledger.kept)),
    duplicates: sum(ledgers.map((ledger) => ledger.duplicates)),
    rejected: addCounts(ledgers.map((ledger) => ledger.rejected)),
    blank: sum(ledgers.map((ledger) => ledger.blank)),
  };
}

/** Counts by name summed over all; names in the order of their UTF-16 units, so that equal counts give equal bytes. */
export function addCounts(
  all: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const total = new Map<string, number>();
  for (const counts of all) {
    for (const [name, rows] of Object.entries(counts))
      total.set(name, (total.get(name) ?? 0) + rows);
  }
  return Object.fromEntries([...total].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many rows a ledger rejects for any reason. */
export function countRejected(ledger: Ledger): number {
  return sum(Object.values(ledger.rejected));
}

/** The duplicates' share of the rows read, as in `"16.6%"`. */
export function deduplicationRate({ read, duplicates }: Ledger): string {
  return `${(read === 0 ? 0 : (100 * duplicates) / read).toFixed(1)}%`;
}

/** Every sum and bound in a manifest that does not hold, each as a sentence with both figures; none means the manifest adds up. */
export function findLedgerProblems(manifest: Manifest): string[] {
  const sums = [inputSums, totalSums, outputSums, selectionSums]
    .flatMap((findSums) => findSums(manifest))
    .filter(([, stated, derived]) => stated !== derived)
    .map(([what, stated, derived]) => `${what} differ: ${String(stated)} and ${String(derived)}`);
  const bounds = [surrogateBounds, repairBounds, generationBounds]
    .flatMap((findBounds) => findBounds(manifest))
    .filter(([, stated, most]) => stated > most)
    .map(([what, stated, most]) => `${what}: ${String(stated)} is more than ${String(most)}`);
  return [...sums, ...bounds];
}

/** Two figures that must be the same, and what they are. */
type Sum = readonly [what: string, stated: number | string, derived: number | string];

/** A figure, what it is and is held against, and the most that it can be. */
type Bound = readonly [what: string, stated: number, most: number];

function inputSums({ inputs }: Manifest): Sum[] {
  return inputs.flatMap((input) => [
    rowSum(input.path, input.rows),
    [
      `${input.path}: kept rows and kept rows by what decided their category`,
      input.rows.kept,
      sum(Object.values(input.categories_by)),
    ],
    [
      `${input.path}: rows by shape and rows read that have a shape`,
      sum(Object.values(input.shapes)),
      input.rows.read - sum(reasonsWithoutShape.map((reason) => input.rows.rejected[reason] ?? 0)),
    ],
  ]);
}

function surrogateBounds({ inputs }: Manifest): Bound[] {
  return inputs.map(({ path, rows, lone_surrogates: mended }) => [
    `${path}: lone_surrogates and kept + duplicates`,
    mended,
    rows.kept + rows.duplicates,
  ]);
}

/** What is mended is a record, kept or a duplicate. */
function repairBounds({ inputs }: Manifest): Bound[] {
  return inputs.flatMap(({ path, rows, repaired = {} }) =>
    Object.entries(repaired).map(([name, records]): Bound => [
      `${path}: repaired.${name} and kept + duplicates`,
      records,
      rows.kept + rows.duplicates,
    ]),
  );
}

/** Inputs stand in the order in which they came, and none came after the last segment was written. */
function generationBounds({ inputs, outputs }: Manifest): Bound[] {
  const last = Math.max(
    0,
    ...outputs.flatMap(({ segments }) => segments.map(({ generation }) => generation)),
  );
  return inputs.map(({ path, generation }, index) => {
    const next = inputs[index + 1];
    return next === undefined
      ? [`${path}: generation and that of the last segment`, generation, last]
      : [`${path}: generation and that of ${next.path}`, generation, next.generation];
  });
}

function totalSums(manifest: Manifest): Sum[] {
  const { ledger, total_examples: kept, sources, balance } = manifest;
  const total = addLedgers(manifest.inputs.map((input) => input.rows));
  const reasons = Object.keys({ ...ledger.rejected, ...total.rejected });
  return [
    rowSum('ledger', ledger),
    ...(['read', 'kept', 'duplicates', 'blank'] as const).map((name): Sum => [
      `ledger.${name} and the sum over the inputs`,
      ledger[name],
      total[name],
    ]),
    ...reasons.map((reason): Sum => [
      `ledger.rejected.${reason} and the sum over the inputs`,
      ledger.rejected[reason] ?? 0,
      total.rejected[reason] ?? 0,
    ]),
    ...repairSums(manifest),
    ['total_examples and ledger.kept', kept, ledger.kept],
    ['duplicates_removed and ledger.duplicates', manifest.duplicates_removed, ledger.duplicates],
    [
      'deduplication_rate and duplicates ÷ read',
      manifest.deduplication_rate,
      deduplicationRate(ledger),
    ],
    ['total_examples and the sum of categories', kept, sum(Object.values(manifest.categories))],
    [
      'total_examples and the sum over sources',
      kept,
      sum(Object.values(sources).flatMap((source) => Object.values(source.categories))),
    ],
    ['total_examples and the sum over balance', kept, sum(balance.map((entry) => entry.rows))],
  ];
}

function repairSums({ inputs, repaired = {} }: Manifest): Sum[] {
  const total = addCounts(inputs.map((input) => input.repaired ?? {}));
  return Object.keys({ ...repaired, ...total }).map((name): Sum => [
    `repaired.${name} and the sum over the inputs`,
    repaired[name] ?? 0,
    total[name] ?? 0,
  ]);
}

function outputSums({ outputs, ledger, selection }: Manifest): Sum[] {
  const rowsOf = (role: ManifestOutput['role']): number =>
    sum(outputs.filter((output) => output.role === role).map(({ rows }) => rows));
  const hasRejects = outputs.some(({ role }) => role === 'rejects');
  return [
    [
      'ledger.kept and the rows of the corpus',
      ledger.kept + (selection?.repeated ?? 0),
      rowsOf('corpus') + rowsOf('validation'),
    ],
    ...(hasRejects
      ? [
          [
            'the rejected rows and the rows of the rejects file',
            countRejected(ledger),
            rowsOf('rejects'),
          ] satisfies Sum,
        ]
      : []),
    ...outputs.flatMap((output) => segmentSums(output, outputs)),
  ];
}

function segmentSums(output: ManifestOutput, outputs: readonly ManifestOutput[]): Sum[] {
  return [
    ...(['rows', 'bytes'] as const).map((name): Sum => [
      `${output.path}: ${name} and the sum over its segments`,
      output[name],
      sum(output.segments.map((segment) => segment[name])),
    ]),
    ...output.segments.map(({ generation }, index): Sum => [
      `${output.path}: a segment's generation and how many segments stand before it`,
      generation,
      index,
    ]),
    [
      `${output.path}: segments and those of ${outputs[0]?.path ?? ''}`,
      output.segments.length,
      outputs[0]?.segments.length ?? 0,
    ],
  ];
}

const partOfKind = {
  corpus: 'none',
  mix: 'mix',
  balance: 'balancing',
  curriculum: 'order',
} as const satisfies Record<Manifest['kind'], string>;

/** What a selection states of its parts, against the whole. */
function selectionSums({ kind, selection, ledger, outputs }: Manifest): Sum[] {
  const there = (['mix', 'balancing', 'order'] as const).filter(
    (name) => selection?.[name] !== undefined,
  );
  const stated = selection === undefined ? 'none' : there.join();
  const sums: Sum[] = [['the parts of selection and those of its kind', stated, partOfKind[kind]]];
  if (selection === undefined) return sums;
  const { mix, balancing, order, validation, repeated } = selection;
  const setAside = outputs.filter(({ role }) => role === 'validation');
  const replayed = sum((order?.phases ?? []).map((phase) => phase.replayed));
  sums.push(
    [
      'selection.validation.rows and the rows of the validation file',
      validation?.rows ?? 0,
      sum(setAside.map(({ rows }) => rows)),
    ],
    ['rows replayed in phases and selection.repeated', replayed, repeated],
  );
  if (mix !== undefined) {
    const got = sum(mix.buckets.map((entry) => entry.got));
    sums.push(['rows got from buckets and ledger.kept', got, ledger.kept]);
    const fromSources = sum(mix.sources.map((entry) => entry.got));
    if (mix.sources.length > 0) {
      sums.push(['rows got from sources and ledger.kept', fromSources, ledger.kept]);
    }
    for (const { name, got: ofSource, got_by_bucket: byBucket } of mix.sources) {
      sums.push([`${name}: got and got_by_bucket`, ofSource, sum(Object.values(byBucket))]);
    }
  }
  if (balancing !== undefined) {
    const after = sum(balancing.labels.map((entry) => entry.after));
    sums.push(['rows of labels after balancing and ledger.kept', after, ledger.kept]);
  }
  return order === undefined ? sums : [...sums, ...phaseSums(order, outputs)];
}

/** Phases stand one after the other, and fill the corpus. */
function phaseSums({ phases }: OrderSelection, outputs: readonly ManifestOutput[]): Sum[] {
  const corpora = outputs.filter(({ role }) => role === 'corpus');
  return [
    [
      'rows of all phases and of the corpus',
      sum(phases.map((phase) => phase.rows)),
      sum(corpora.map(({ rows }) => rows)),
    ],
    ...phases.map((phase, index): Sum => [
      `phase ${phase.name}: first_row and the rows of the phases before it`,
      phase.first_row,
      sum(phases.slice(0, index).map(({ rows }) => rows)),
    ]),
  ];
}

function rowSum(where: string, ledger: Ledger): Sum {
  return [
    `${where}: rows read and kept + duplicates + rejected`,
    ledger.read,
    ledger.kept + ledger.duplicates + countRejected(ledger),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
