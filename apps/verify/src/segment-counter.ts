import { createHash, type Hash } from 'node:crypto';
import { type ManifestOutput } from '@llamaforge/manifest';
import { type ProblemTally } from './problem-tally.ts';

interface FoundSegment {
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
}

/** How a file's segments are counted; without `hashes`, which take most of the time, sha256 is not compared. */
export interface SegmentCounting {
  readonly hashes: boolean;
}

/** Takes rows, bytes and sha256 of each segment of a file while it is read, cut where the manifest says. */
export class SegmentCounter {
  readonly #ends: readonly number[];
  readonly #rows: number[];
  readonly #hashes: readonly Hash[];
  readonly #figures: readonly (keyof FoundSegment)[];
  #segment = 0;
  #lineSegment = 0;
  #bytes = 0;
  #lines = 0;

  /** @param segments none where only the file's size is of interest */
  constructor(
    segments: readonly { readonly bytes: number }[],
    { hashes }: SegmentCounting = { hashes: true },
  ) {
    let end = 0;
    this.#ends = segments.map(({ bytes }) => (end += bytes));
    this.#rows = segments.map(() => 0);
    this.#hashes = hashes ? segments.map(() => createHash('sha256')) : [];
    this.#figures = hashes ? ['bytes', 'rows', 'sha256'] : ['bytes', 'rows'];
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes the next bytes of the file. */
  addBytes(chunk: Buffer): void {
    let start = 0;
    while (start < chunk.length && this.#segment < this.#ends.length) {
      const left = (this.#ends[this.#segment] ?? 0) - this.#bytes - start;
      const end = Math.min(chunk.length, start + left);
      this.#hashes[this.#segment]?.update(chunk.subarray(start, end));
      if (end === start + left) this.#segment += 1;
      start = end;
    }
    this.#bytes += chunk.length;
  }

  /** Counts a line to the segment that its last byte stands in. */
  addLine(end: number): void {
    this.#lines += 1;
    while (end > (this.#ends[this.#lineSegment] ?? Infinity)) this.#lineSegment += 1;
    const rows = this.#rows[this.#lineSegment];
    if (rows !== undefined) this.#rows[this.#lineSegment] = rows + 1;
  }

  get rows(): number {
    return this.#lines;
  }

  /**
   * Compares all that was read with the manifest's entry; to be called once, at the end of the file. `of` begins the
   * sentences where there is more than one file.
   */
  compare(output: ManifestOutput, problems: ProblemTally, of = ''): void {
    problems.compare(`${of}bytes`, { stated: output.bytes, found: this.#bytes });
    problems.compare(`${of}rows`, { stated: output.rows, found: this.#lines });
    const found = this.#summarize();
    output.segments.forEach((segment, index) => {
      const name = `${of}segment ${String(segment.generation)}`;
      for (const figure of this.#figures) {
        problems.compare(`${name}, ${figure}`, {
          stated: segment[figure],
          found: found[index]?.[figure] ?? 0,
        });
      }
    });
    const beyond = this.#bytes - (this.#ends.at(-1) ?? 0);
    if (beyond > 0) problems.add(() => `${of}${String(beyond)} bytes stand after the last segment`);
  }

  #summarize(): FoundSegment[] {
    return this.#ends.map((_, index) => {
      const start = this.#ends[index - 1] ?? 0;
      const end = Math.min(this.#bytes, this.#ends[index] ?? 0);
      return {
        bytes: Math.max(0, end - start),
        rows: this.#rows[index] ?? 0,
        sha256: this.#hashes[index]?.digest('hex') ?? '',
      };
    });
  }
}
