import type { Ledger, Manifest } from './manifest-schema.ts';

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

/** Every sum in a manifest that does not hold, each as a sentence with both figures; none means the manifest adds up. */
export function findLedgerProblems(manifest: Manifest): string[] {
  return [...inputSums(manifest), ...totalSums(manifest), ...outputSums(manifest)]
    .filter(([, stated, derived]) => stated !== derived)
    .map(([what, stated, derived]) => `${what} differ: ${String(stated)} and ${String(derived)}`);
}

/** Two figures that must be the same, and what they are. */
type Sum = readonly [what: string, stated: number | string, derived: number | string];

function inputSums({ inputs }: Manifest): Sum[] {
  return inputs.flatMap((input) => [
    rowSum(input.path, input.rows),
    [
      `${input.path}: kept rows and kept rows by what decided their category`,
      input.rows.kept,
      sum(Object.values(input.categories_by)),
    ],
  ]);
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

function outputSums({ outputs, ledger }: Manifest): Sum[] {
  return outputs.flatMap((output) => [
    output.role === 'corpus'
      ? ['ledger.kept and the rows of the corpus', ledger.kept, output.rows]
      : ['the rejected rows and the rows of the rejects file', countRejected(ledger), output.rows],
    ...(['rows', 'bytes'] as const).map((name): Sum => [
      `${output.path}: ${name} and the sum over its segments`,
      output[name],
      sum(output.segments.map((segment) => segment[name])),
    ]),
  ]);
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
