import { type OrderSelection } from '@llamaforge/manifest';
import { type ProblemTally } from './problem-tally.ts';

/** Rows of another phase in a part: how many rows of the part, replayed ones aside, stand before the first and the last. */
interface ForeignRows {
  readonly first: number;
  readonly last: number;
}

/** What the phases of a curriculum hold in all, rows set aside among them, in their order. */
export interface PhaseSizes {
  readonly blend: number;
  readonly replay: number;
  readonly rows: readonly number[];
  /** Whether rows may be missing from the parts, because they are set aside. */
  readonly isThinned: boolean;
}

// The mean is written with three decimals, of entropies that were held with 24 bits.
const ENTROPY_ROUNDING = 0.000_51;

/** A phase's part of a curriculum: what the manifest says of it, and what was found. */
export class PhasePart {
  readonly index: number;
  readonly phase: OrderSelection['phases'][number];
  /** Rows of the corpus before this part, as the phases before it have them. */
  readonly rowsBefore: number;
  bytesBefore: number | undefined;
  #replayed = 0;
  #rows = 0;
  #entropy = 0;
  readonly #foreign = new Map<number, ForeignRows>();

  constructor(phase: PhasePart['phase'], place: Pick<PhasePart, 'index' | 'rowsBefore'>) {
    this.phase = phase;
    this.index = place.index;
    this.rowsBefore = place.rowsBefore;
  }

  /** The rows of the corpus up to the end of this part. */
  get rowsUpTo(): number {
    return this.rowsBefore + this.phase.rows;
  }

  /** Counts a row that stands here once more; `entropy` is its output's, in bits. */
  addReplayed(entropy: number): void {
    this.#replayed += 1;
    this.#entropy += entropy;
  }

  /** Counts a row that stands here for the first time, of the phase with this index. */
  addRow(phase: number, entropy: number): void {
    this.#entropy += entropy;
    if (phase !== this.index) {
      const first = this.#foreign.get(phase)?.first ?? this.#rows;
      this.#foreign.set(phase, { first, last: this.#rows });
    }
    this.#rows += 1;
  }

  /** Compares all that was found with what is stated; to be called once, after all rows. */
  compare(sizes: PhaseSizes, problems: ProblemTally): void {
    const { name, first_row: row, first_byte: byte, replayed } = this.phase;
    problems.compare(`${name}, first_row`, { stated: row, found: this.rowsBefore });
    problems.compare(`${name}, first_byte`, { stated: byte, found: this.bytesBefore ?? null });
    problems.compare(`${name}, replayed`, { stated: replayed, found: this.#replayed });
    this.#checkEntropy(problems);
    this.#checkSizes(sizes, problems);
    for (const [phase, rows] of this.#foreign) {
      if (this.#isBlended(phase, rows, sizes)) continue;
      problems.add(
        () => `${name}: rows of phase ${String(phase + 1)} stand where none is blended in`,
      );
    }
  }

  #checkEntropy(problems: ProblemTally): void {
    const rows = this.#rows + this.#replayed;
    const mean = rows === 0 ? 0 : this.#entropy / rows;
    const { name, mean_entropy: stated } = this.phase;
    if (Math.abs(mean - stated) <= ENTROPY_ROUNDING) return;
    problems.compare(`${name}, mean_entropy`, { stated, found: mean.toFixed(3) });
  }

  /** Blending moves as many rows out of a part as into it; replayed rows are a share of all rows before. */
  #checkSizes({ rows, replay, isThinned }: PhaseSizes, problems: ProblemTally): void {
    const { name } = this.phase;
    const own = rows[this.index] ?? 0;
    if (isThinned ? this.#rows > own : this.#rows !== own) {
      problems.add(
        () =>
          `${name}: ${String(this.#rows)} rows besides those replayed, of its categories there are ${String(own)}`,
      );
    }
    const before = rows.slice(0, this.index).reduce((sum, count) => sum + count, 0);
    const most = own === 0 ? 0 : Math.round(replay * before);
    if (this.#replayed <= most) return;
    problems.add(
      () =>
        `${name}: ${String(this.#replayed)} rows replayed, ${String(replay)} of the ${String(before)} before is ${String(most)}`,
    );
  }

  /**
   * Only rows of the phases beside it, those without rows left out, are blended into a part, and only within its `blend`
   * at that end. Rows set aside were there when it was blended, and only bring the others nearer to the end.
   */
  #isBlended(phase: number, { first, last }: ForeignRows, { blend, rows }: PhaseSizes): boolean {
    const zone = Math.floor(blend * (rows[this.index] ?? 0));
    const isFilled = (count: number): boolean => count > 0;
    if (phase < this.index) {
      return !rows.slice(phase + 1, this.index).some(isFilled) && last < zone;
    }
    return !rows.slice(this.index + 1, phase).some(isFilled) && this.#rows - first <= zone;
  }
}
