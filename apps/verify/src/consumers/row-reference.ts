import { createHash } from 'node:crypto';
import { isBlankLine } from '../is-trimmed.ts';
import { type Reading } from '../read-chunks.ts';
import { scanLines, type LineChecker } from '../scan-lines.ts';
import { SegmentCounter } from '../segment-counter.ts';

/** How much of each row's SHA-256 is held: enough that no two rows of a corpus meet by chance. */
export const HASH_BYTES = 8;

/** What whoever loads a file has to get, row by row. */
export interface RowReference {
  readonly rows: number;
  /** SHA-256 over the canonical lines, each with its LF: that of the file itself where every line is canonical */
  readonly sha256: string;
  /** the beginning of the SHA-256 of each row's canonical line */
  readonly hashes: Buffer;
  readonly longestBytes: number;
  /** of all lines, each with its LF */
  readonly bytes: number;
}

/** Reads a file of rows once. A line that is no JSON stands for itself: no library will give it back as a row. */
export async function readReference(path: string, reading: Reading): Promise<RowReference> {
  const lines = new ReferenceLines();
  await scanLines(
    { path, what: 'rows for consumers', counter: new SegmentCounter([]), lines },
    reading,
  );
  return lines.summarize();
}

/** A row as it is compared: what its JSON holds, written as `JSON.stringify` does. */
export function canonicalLine(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line));
  } catch {
    return line;
  }
}

class ReferenceLines implements LineChecker {
  readonly #total = createHash('sha256');
  #hashes = Buffer.alloc(HASH_BYTES * 1024);
  #rows = 0;
  #longestBytes = 0;
  #bytes = 0;

  checkLine(line: Buffer | undefined): void {
    if (line !== undefined && isBlankLine(line)) return;
    const canonical = canonicalLine(line?.toString('utf8') ?? '');
    this.#total.update(canonical).update('\n');
    this.#makeRoom();
    createHash('sha256')
      .update(canonical)
      .digest()
      .copy(this.#hashes, this.#rows * HASH_BYTES, 0, HASH_BYTES);
    this.#rows += 1;
    const bytes = line?.length ?? 0;
    this.#longestBytes = Math.max(this.#longestBytes, bytes);
    this.#bytes += bytes + 1;
  }

  checkEnd(): void {
    // A last line without LF is a row to every library.
  }

  summarize(): RowReference {
    return {
      rows: this.#rows,
      sha256: this.#total.digest('hex'),
      hashes: this.#hashes.subarray(0, this.#rows * HASH_BYTES),
      longestBytes: this.#longestBytes,
      bytes: this.#bytes,
    };
  }

  #makeRoom(): void {
    if ((this.#rows + 1) * HASH_BYTES <= this.#hashes.length) return;
    const larger = Buffer.alloc(this.#hashes.length * 2);
    this.#hashes.copy(larger);
    this.#hashes = larger;
  }
}
