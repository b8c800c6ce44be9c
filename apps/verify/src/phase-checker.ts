import { type ManifestOutput, type OrderSelection } from '@llamaforge/manifest';
import { judgeTally, type Check } from './check.ts';
import { type LinePlaces } from './line-places.ts';
import { measureEntropy } from './measure-entropy.ts';
import { PhasePart } from './phase-part.ts';
import { ProblemTally } from './problem-tally.ts';
import { type CheckedRow } from './row-checker.ts';
import { type RowObserver } from './row-observer.ts';

// Rows are ordered by entropies of 24 bits: what is nearer than this may stand either way.
const ENTROPY_STEP = 0.000_01;

/**
 * Holds the rows of a curriculum against its phases: parts of the corpus one after the other, each with as many replayed
 * rows as stated, copies of rows of an earlier phase in an earlier part, and all others of its own categories, but for
 * the ends that are blended with the phases beside it. Each phase's rows are in order, the most varied output first.
 */
export class PhaseChecker implements RowObserver {
  readonly name = 'phases';
  readonly #places: LinePlaces;
  readonly #order: OrderSelection;
  readonly #parts: readonly PhasePart[];
  readonly #phaseOf: ReadonlyMap<string, number>;
  readonly #problems = new ProblemTally();
  readonly #rowsOfPhases: number[];
  readonly #lastEntropies: number[];
  #setAside = 0;
  #rows = 0;
  #bytes = 0;
  #next = 0;

  constructor(places: LinePlaces, order: OrderSelection) {
    this.#places = places;
    this.#order = order;
    let rowsBefore = 0;
    this.#parts = order.phases.map((phase, index) => {
      const part = new PhasePart(phase, { index, rowsBefore });
      rowsBefore = part.rowsUpTo;
      return part;
    });
    this.#rowsOfPhases = order.phases.map(() => 0);
    this.#lastEntropies = order.phases.map(() => Infinity);
    this.#phaseOf = new Map(
      order.phases.flatMap(({ categories }, index) =>
        categories.map((category) => [category, index]),
      ),
    );
    this.#enterParts();
  }

  checkRow(row: CheckedRow): void {
    const phase = this.#phaseOf.get(row.values.category);
    const place = (): string => this.#places.describe(row.line);
    if (phase === undefined) {
      this.#problems.add(() => `${place()}: no phase names ${row.values.category.slice(0, 60)}`);
    } else if (row.holder === 0) {
      this.#rowsOfPhases[phase] = (this.#rowsOfPhases[phase] ?? 0) + 1;
    }
    if (this.#places.roleOf(row.line) === 'validation') {
      this.#setAside += 1;
      return;
    }
    const part = this.#parts[this.#next - 1];
    if (part === undefined || this.#rows >= part.rowsUpTo) return;
    const entropy = measureEntropy(row.values.output);
    if (row.holder === 0) {
      part.addRow(phase ?? part.index, entropy);
      this.#checkOrder(phase ?? part.index, entropy, place);
      return;
    }
    part.addReplayed(entropy);
    if (this.#isEarlier(row, part) && (phase ?? 0) < part.index) return;
    this.#problems.add(() => `${place()}: repeats a row that is of no phase and part before`);
  }

  /** Counts a line of the corpus, after its row was checked; `bytes` are its own and those of all lines before it. */
  addLine(bytes: number): void {
    this.#rows += 1;
    this.#bytes = bytes;
    this.#enterParts();
  }

  /** Compares the phases with the files they stand in, where there is one for each. */
  compareFiles(corpora: readonly ManifestOutput[]): void {
    if (corpora.length === 1) return;
    corpora.forEach(({ path, rows }, index) => {
      const stated = this.#parts[index]?.phase.rows ?? 0;
      this.#problems.compare(`${path}, rows of its phase`, { stated, found: rows });
    });
  }

  judge(): Check {
    const { blend, replay } = this.#order;
    const isThinned = this.#setAside > 0;
    const sizes = { blend, replay, rows: this.#rowsOfPhases, isThinned };
    for (const part of this.#parts) part.compare(sizes, this.#problems);
    const stated = this.#parts.at(-1)?.rowsUpTo ?? 0;
    this.#problems.compare('rows of all phases', { stated, found: this.#rows });
    return judgeTally(this.name, this.#problems);
  }

  #checkOrder(phase: number, entropy: number, place: () => string): void {
    const last = this.#lastEntropies[phase] ?? Infinity;
    this.#lastEntropies[phase] = entropy;
    if (entropy <= last + ENTROPY_STEP) return;
    this.#problems.add(
      () =>
        `${place()}: its output has ${entropy.toFixed(3)} bits, that of the row before of its phase ${last.toFixed(3)}`,
    );
  }

  /** Takes the offset of every part that begins with the next row; empty ones begin where the one after them does. */
  #enterParts(): void {
    for (let part = this.#parts[this.#next]; part?.rowsBefore === this.#rows;) {
      part.bytesBefore = this.#bytes;
      this.#next += 1;
      part = this.#parts[this.#next];
    }
  }

  /** Whether the row that this one repeats stands before this part. */
  #isEarlier({ line, holder }: CheckedRow, part: PhasePart): boolean {
    return this.#rows - (line - holder) < part.rowsBefore;
  }
}
