import { formatCount } from '@llamaforge/report';
import { CorpusError } from '@llamaforge/schema';
import { countLines } from './count-lines.ts';
import { type Reading } from './read-chunks.ts';
import { chooseRows } from './row-choice.ts';
import { type RowFile } from './row-files.ts';
import { type LineChecker } from './scan-lines.ts';

/** About how many rows are to be checked, and by which seed they are chosen. */
export interface SampleWanted {
  readonly rows: number;
  readonly seed: number;
}

/** The rows that were checked, of all lines of all files. */
export interface SampleFigures {
  readonly rows: number;
  readonly of: number;
  readonly seed: number;
}

/** Takes every line, and is told of those that are left out. */
export interface NumberedLines extends LineChecker {
  passLine(): void;
}

/**
 * Which lines of the files are in the sample, by their place over all of them; undefined where as many rows are wanted as
 * there are. The rows in all are those of the manifest, or are counted where it says nothing of a file.
 */
export async function planSample(
  files: readonly RowFile[],
  wanted: SampleWanted | undefined,
  reading: Reading,
): Promise<RowSample | undefined> {
  if (wanted === undefined) return undefined;
  let rowsInAll = 0;
  for (const { path, entry } of files) rowsInAll += entry?.rows ?? (await countRows(path, reading));
  if (wanted.rows >= rowsInAll) return undefined;
  return new RowSample(wanted, rowsInAll);
}

/** A file that can't be read has no rows: that is found, and said, when its rows are read. */
async function countRows(path: string, reading: Reading): Promise<number> {
  try {
    return await countLines(path, reading);
  } catch (error) {
    if (error instanceof CorpusError) return 0;
    throw error;
  }
}

/** Passes on the lines that are in the sample, and counts them. */
export class RowSample {
  readonly #isChosen: (place: number) => boolean;
  readonly #seed: number;
  #places = 0;
  #rows = 0;

  constructor({ rows: rowsWanted, seed }: SampleWanted, rowsInAll: number) {
    this.#isChosen = chooseRows({ rowsInAll, rowsWanted, seed });
    this.#seed = seed;
  }

  /** What is to be given all lines in the place of `lines`, which gets those that are chosen. */
  thin(lines: NumberedLines): LineChecker {
    return {
      checkLine: (line) => {
        const isChosen = this.#isChosen(this.#places);
        this.#places += 1;
        if (!isChosen) {
          lines.passLine();
          return;
        }
        this.#rows += 1;
        lines.checkLine(line);
      },
      checkEnd: (end) => {
        lines.checkEnd(end);
      },
    };
  }

  /** What was read so far. */
  get figures(): SampleFigures {
    return { rows: this.#rows, of: this.#places, seed: this.#seed };
  }
}

/** Why a check is not made that only all rows could bear out. */
export function describeSample({ rows, of }: SampleFigures): string {
  return `a sample of ${formatCount(rows)} of ${formatCount(of)} rows was read`;
}
