import type { OrderSelection } from '@llamaforge/manifest';
import { planCurriculum, type CurriculumPhase, type CurriculumPlan } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import type { LineOrder } from '@llamaforge/shards';
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
  const { blend, replay } = plan;
  const { rows: _, barred, ...whole } = corpus;
  const { planned, figures } = planPhases(plan, corpus);
  if (planned.rows.length === 0) throw nothingToOrder(plan);
  const { order, distinct } = toLineOrder(planned.rows, barred.length);
  const choice: ChosenRows = {
    kind: 'curriculum',
    corpus: whole,
    figures: countChosen(corpus, distinct),
    order,
    repeats: planned.replayed,
    parts: partsOf(plan, planned),
    droppedByTag: {},
    onRow: (position, where, bytes) => {
      if (where === 'corpus') figures.add(position, bytes);
    },
    describe: () => ({ order: { blend, replay, phases: figures.describe() } }),
  };
  return { choice, leftOut: planned.leftOut };
}

/** On its own, so that the rows' entropies can be let go before there are more arrays of their size. */
function planPhases(
  { phases, blend, replay, seed }: CurriculumOrderPlan,
  { rows: { prefixes, categories }, barred, index }: SelectableCorpus,
): { readonly planned: CurriculumPlan; readonly figures: PhaseFigures } {
  const entropies = index.readEntropies();
  const candidates = { prefixes, categories, entropies, barred };
  const planned = planCurriculum(candidates, { phases, blend, replay, seed });
  return { planned, figures: new PhaseFigures(planned, entropies) };
}

function nothingToOrder({ paths }: CurriculumOrderPlan): CorpusError {
  return new CorpusError(
    `${paths.corpus} has no row of a category that a phase names, so nothing is written. Name others with --phases.`,
  );
}

function describeLeftOut(rows: number): string {
  return `${String(rows)} rows are of categories that no phase names, and are left out.`;
}

/**
 * The lines in ascending order, each with the position it goes to: a counting sort, as rows are small numbers; and
 * each line once. The lines take the place of the sequence, as another array would be 4 bytes a row more.
 */
function toLineOrder(
  sequence: Uint32Array,
  rowCount: number,
): { readonly order: LineOrder; readonly distinct: Uint32Array } {
  const nextOfRow = new Uint32Array(rowCount + 1);
  for (const row of sequence) nextOfRow[row + 1] = (nextOfRow[row + 1] ?? 0) + 1;
  for (let row = 0; row < rowCount; row += 1) {
    nextOfRow[row + 1] = (nextOfRow[row + 1] ?? 0) + (nextOfRow[row] ?? 0);
  }
  const positions = new Uint32Array(sequence.length);
  for (let position = 0; position < sequence.length; position += 1) {
    const row = sequence[position] ?? 0;
    const at = nextOfRow[row] ?? 0;
    nextOfRow[row] = at + 1;
    positions[at] = position;
  }
  let next = 0;
  let count = 0;
  for (let row = 0; row < rowCount; row += 1) {
    const end = nextOfRow[row] ?? 0;
    if (next < end) nextOfRow[count++] = row;
    for (; next < end; next += 1) sequence[next] = row;
  }
  return { order: { lines: sequence, positions }, distinct: nextOfRow.subarray(0, count) };
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
  readonly #phases: CurriculumPlan['phases'];
  readonly #replayed: Uint8Array;
  /** by position, so that neither the rows' entropies nor their order need be kept */
  readonly #entropies: Float32Array;
  readonly #counts: { rows: number; replayed: number; bytes: number; entropy: number }[];
  #phase = 0;

  constructor({ phases, rows, replayed }: CurriculumPlan, entropies: Float32Array) {
    this.#phases = phases;
    this.#replayed = replayed;
    this.#entropies = new Float32Array(rows.length);
    for (let position = 0; position < rows.length; position += 1) {
      this.#entropies[position] = entropies[rows[position] ?? 0] ?? 0;
    }
    this.#counts = phases.map(() => ({ rows: 0, replayed: 0, bytes: 0, entropy: 0 }));
  }

  /** Counts the row at a position; positions come in their order. */
  add(position: number, bytes: number): void {
    while (position >= endOf(this.#phases[this.#phase])) this.#phase += 1;
    const counts = this.#counts[this.#phase];
    if (counts === undefined) throw new RangeError(`no phase holds position ${String(position)}`);
    counts.rows += 1;
    counts.replayed += this.#replayed[position] ?? 0;
    counts.bytes += bytes;
    counts.entropy += this.#entropies[position] ?? 0;
  }

  describe(): OrderSelection['phases'] {
    let firstRow = 0;
    let firstByte = 0;
    return this.#phases.map(({ name, categories }, place) => {
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
