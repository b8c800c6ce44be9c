import type { OrderSelection } from '@llamaforge/manifest';
import { planCurriculum, type CurriculumPhase, type CurriculumPlan } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import type { SelectionResult } from './build-profile.ts';
import { countChosen } from './chosen-figures.ts';
import { readCorpus, type SelectableCorpus } from './read-corpus.ts';
import type { SelectionContext, SelectionPlan } from './selection-options.ts';
import { outputsOf, withOutputLock } from './selection-workspace.ts';
import { writeSelection, type ChosenRows, type SelectionPart } from './write-selection.ts';

/** All that a curriculum depends on beside the corpus. */
export interface CurriculumOrderPlan extends SelectionPlan {
  readonly phases: readonly CurriculumPhase[];
  /** 0 to 0.5 */
  readonly blend: number;
  /** 0 to 1 */
  readonly replay: number;
  /** whether each phase gets a file of its own, `x.1-<phase>.jsonl` and so on, in place of one for all */
  readonly split: boolean;
}

/**
 * Puts a corpus in training order, phase by phase, with a manifest of where each begins. Throws CorpusError for all that
 * a user can fix; then nothing has changed.
 */
export async function orderCurriculum(
  plan: CurriculumOrderPlan,
  context: SelectionContext,
): Promise<SelectionResult> {
  return await withOutputLock(plan.paths, outputsOf(plan, partPathsOf(plan)), async () => {
    const { choice, leftOut } = orderRows(plan, await readCorpus(plan.paths, context));
    const manifest = await writeSelection(plan, choice, context);
    return { manifest, notes: leftOut === 0 ? [] : [describeLeftOut(leftOut)] };
  });
}

function orderRows(
  plan: CurriculumOrderPlan,
  corpus: SelectableCorpus,
): { readonly choice: ChosenRows; readonly leftOut: number } {
  const { phases, blend, replay, seed } = plan;
  const { rows, barred, ...whole } = corpus;
  const { prefixes, categories } = rows;
  const entropies = corpus.index.readEntropies();
  const candidates = { prefixes, categories, entropies, barred };
  const order = planCurriculum(candidates, { phases, blend, replay, seed });
  if (order.rows.length === 0) throw nothingToOrder(plan);
  const figures = new PhaseFigures(order, entropies);
  const choice: ChosenRows = {
    kind: 'curriculum',
    corpus: whole,
    figures: countChosen(corpus, rowsOf(order, corpus)),
    sequence: order.rows,
    repeats: order.replayed,
    parts: partsOf(plan, order),
    droppedByTag: {},
    onRow: (position, where, bytes) => {
      if (where === 'corpus') figures.add(position, bytes);
    },
    describe: () => ({ order: { blend, replay, phases: figures.describe() } }),
  };
  return { choice, leftOut: order.leftOut };
}

function nothingToOrder({ paths }: CurriculumOrderPlan): CorpusError {
  return new CorpusError(
    `${paths.corpus} has no row of a category that a phase names, so nothing is written. Name others with --phases.`,
  );
}

function describeLeftOut(rows: number): string {
  return `${String(rows)} rows are of categories that no phase names, and are left out.`;
}

/** The distinct rows, ascending. */
function rowsOf({ rows, replayed }: CurriculumPlan, { barred }: SelectableCorpus): Uint32Array {
  const isThere = new Uint8Array(barred.length);
  for (const row of rows) isThere[row] = 1;
  const distinct = new Uint32Array(rows.length - replayed.reduce((sum, one) => sum + one, 0));
  let next = 0;
  for (let row = 0; row < isThere.length; row += 1) {
    if (isThere[row] === 1) distinct[next++] = row;
  }
  return distinct;
}

function partsOf(plan: CurriculumOrderPlan, order: CurriculumPlan): SelectionPart[] {
  const whole = { firstRow: 0, rows: order.rows.length };
  const parts = plan.split ? order.phases : [whole];
  return partPathsOf(plan).map((path, place) => {
    const { firstRow, rows } = parts[place] ?? whole;
    return { path, endPosition: firstRow + rows };
  });
}

function partPathsOf({ paths, phases, split }: CurriculumOrderPlan): string[] {
  if (!split) return [paths.output];
  const stem = paths.output.replace(/\.jsonl$/u, '');
  return phases.map(({ name }, place) => `${stem}.${String(place + 1)}-${name}.jsonl`);
}

/** Counts what is written of each phase: rows set aside for validation are not in it. */
class PhaseFigures {
  readonly #order: CurriculumPlan;
  readonly #entropies: Float32Array;
  readonly #counts: { rows: number; replayed: number; bytes: number; entropy: number }[];
  #phase = 0;

  constructor(order: CurriculumPlan, entropies: Float32Array) {
    this.#order = order;
    this.#entropies = entropies;
    this.#counts = order.phases.map(() => ({ rows: 0, replayed: 0, bytes: 0, entropy: 0 }));
  }

  /** Counts the row at a position; positions come in their order. */
  add(position: number, bytes: number): void {
    const { phases, rows, replayed } = this.#order;
    while (position >= endOf(phases[this.#phase])) this.#phase += 1;
    const counts = this.#counts[this.#phase];
    if (counts === undefined) throw new RangeError(`no phase holds position ${String(position)}`);
    counts.rows += 1;
    counts.replayed += replayed[position] ?? 0;
    counts.bytes += bytes;
    counts.entropy += this.#entropies[rows[position] ?? 0] ?? 0;
  }

  describe(): OrderSelection['phases'] {
    let firstRow = 0;
    let firstByte = 0;
    return this.#order.phases.map(({ name, categories }, place) => {
      const counts = this.#counts[place] ?? { rows: 0, replayed: 0, bytes: 0, entropy: 0 };
      const { rows, replayed, bytes, entropy } = counts;
      const phase = {
        name,
        categories: [...categories],
        rows,
        replayed,
        first_row: firstRow,
        first_byte: firstByte,
        // Three decimals: enough to compare phases, and no last bit of a sum in the manifest.
        mean_entropy: rows === 0 ? 0 : Number((entropy / rows).toFixed(3)),
      };
      firstRow += rows;
      firstByte += bytes;
      return phase;
    });
  }
}

function endOf(phase: CurriculumPlan['phases'][number] | undefined): number {
  return phase === undefined ? Infinity : phase.firstRow + phase.rows;
}
