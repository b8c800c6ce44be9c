import { labels, type Label, type LabelledRow } from './labelled-row.ts';

/** A row with what was predicted for it; any other category than the nine counts as wrong. */
export interface Prediction {
  readonly row: LabelledRow;
  readonly predicted: string;
}

/** How well predictions fit, where every label, and in it every family, weighs the same. */
export interface BalancedScores {
  readonly macroF1: number;
  readonly f1: ReadonlyMap<Label, number>;
  /** Of a label's rows, the share predicted as each. */
  readonly confusion: ReadonlyMap<Label, ReadonlyMap<string, number>>;
}

/** Weight of each row, so that each label's rows weigh 1 together, and each family in it the same. */
export function balancedWeights(rows: readonly LabelledRow[]): (row: LabelledRow) => number {
  const rowsOf = new Map<string, number>();
  const familiesOf = new Map<Label, Set<string>>();
  for (const { label, family } of rows) {
    const key = `${label} ${family}`;
    rowsOf.set(key, (rowsOf.get(key) ?? 0) + 1);
    familiesOf.set(label, (familiesOf.get(label) ?? new Set()).add(family));
  }
  return ({ label, family }) =>
    1 / ((familiesOf.get(label)?.size ?? 1) * (rowsOf.get(`${label} ${family}`) ?? 1));
}

/** Scores predictions; a label without rows is left out of the mean. */
export function balancedScores(predictions: readonly Prediction[]): BalancedScores {
  const weightOf = balancedWeights(predictions.map(({ row }) => row));
  const confusion = new Map<Label, Map<string, number>>();
  for (const { row, predicted } of predictions) {
    const line = confusion.get(row.label) ?? new Map<string, number>();
    confusion.set(row.label, line.set(predicted, (line.get(predicted) ?? 0) + weightOf(row)));
  }
  const present = labels.filter((label) => confusion.has(label));
  const f1 = new Map(
    present.map((label) => {
      const hit = confusion.get(label)?.get(label) ?? 0;
      const claimed = present.reduce(
        (sum, other) => sum + (confusion.get(other)?.get(label) ?? 0),
        0,
      );
      return [label, (2 * hit) / (claimed + 1)] as const;
    }),
  );
  const macroF1 = [...f1.values()].reduce((sum, value) => sum + value, 0) / present.length;
  return { macroF1, f1, confusion };
}

/** The balanced share of rows for which `holds`. */
export function balancedShare(
  rows: readonly LabelledRow[],
  holds: (row: LabelledRow) => boolean,
): number {
  const weightOf = balancedWeights(rows);
  const count = new Set(rows.map(({ label }) => label)).size;
  return rows.reduce((sum, row) => sum + (holds(row) ? weightOf(row) : 0), 0) / count;
}
