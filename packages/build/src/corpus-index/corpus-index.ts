import { categories, ChangedFileError } from '@llamaforge/schema';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { blockBytes, IndexBlock, measuredColumns, rowsPerBlock } from './index-block.ts';
import { indexFooterSchema, indexMagic, type IndexFooter } from './index-footer.ts';

/** The rows of a corpus in its order, without their texts: 12 bytes a row, 14 where it has more than 65,535 labels. */
export interface IndexedRows {
  /** the first 8 bytes of each digest */
  readonly prefixes: { readonly high: Uint32Array; readonly low: Uint32Array };
  /** each row's place in the footer's `labels` */
  readonly labels: Uint16Array | Uint32Array;
  /** each row's place in `categories` */
  readonly categories: Uint8Array;
  /** bit i stands for the i-th of the footer's `tags` */
  readonly tags: Uint8Array;
}

type MeasuredField = (typeof measuredColumns)[number];

/** A whole index, read block by block as it is asked. */
export class CorpusIndex {
  readonly footer: IndexFooter;
  readonly #path: string;

  private constructor(path: string, footer: IndexFooter) {
    this.#path = path;
    this.footer = footer;
  }

  /** The index at a path; undefined where there is none, or none that this version reads: it can be made again. */
  static open(path: string): CorpusIndex | undefined {
    const footer = readFooter(path);
    return footer === undefined ? undefined : new CorpusIndex(path, footer);
  }

  readRows(): IndexedRows {
    const { rows, labels: labelTable } = this.footer;
    const categoryOfLabel = Uint8Array.from(labelTable, ([, category]) =>
      categories.indexOf(category),
    );
    const prefixes = { high: new Uint32Array(rows), low: new Uint32Array(rows) };
    const labels = new (labelTable.length > 0xffff ? Uint32Array : Uint16Array)(rows);
    const tags = new Uint8Array(rows);
    this.#readBlocks((block, first) => {
      prefixes.high.set(block.high, first);
      prefixes.low.set(block.low, first);
      labels.set(block.label, first);
      tags.set(block.tags, first);
    });
    const ofRows = new Uint8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      ofRows[row] = categoryOfLabel[labels[row] ?? 0] ?? 0;
    }
    return { prefixes, labels, categories: ofRows, tags };
  }

  /** The entropy of each row's output. */
  readEntropies(): Float32Array {
    const entropies = new Float32Array(this.footer.rows);
    this.#readBlocks((block, first) => {
      entropies.set(block.entropy, first);
    });
    return entropies;
  }

  /** How many of some rows (ascending, each once) have each length in code points, by field. */
  countLengths(rows: Uint32Array): Readonly<Record<MeasuredField, ReadonlyMap<number, number>>> {
    const counts: Record<MeasuredField, Map<number, number>> = {
      instruction: new Map(),
      input: new Map(),
      output: new Map(),
    };
    let next = 0;
    this.#readBlocks((block, first) => {
      const columns = measuredColumns.map((field) => [counts[field], block[field]] as const);
      for (; next < rows.length && (rows[next] ?? 0) < first + block.rows; next += 1) {
        for (const [ofField, lengths] of columns) {
          const length = lengths[(rows[next] ?? 0) - first] ?? 0;
          ofField.set(length, (ofField.get(length) ?? 0) + 1);
        }
      }
    });
    return counts;
  }

  /** Blocks in order, each good until the next is asked for. */
  #readBlocks(visit: (block: IndexBlock, firstRow: number) => void): void {
    const { rows, corpus } = this.footer;
    const file = this.#openAgain();
    try {
      let position = 0;
      const whole = new IndexBlock(rowsPerBlock);
      for (let first = 0; first < rows; first += rowsPerBlock) {
        const left = rows - first;
        const block = left < rowsPerBlock ? new IndexBlock(left) : whole;
        if (!readFully(file, block.bytes, position)) throw new ChangedFileError(corpus);
        position += block.bytes.length;
        visit(block, first);
      }
    } finally {
      closeSync(file);
    }
  }

  /** Another process makes it anew only where the corpus has changed. */
  #openAgain(): number {
    try {
      return openSync(this.#path, 'r');
    } catch (error) {
      throw isMissing(error) ? new ChangedFileError(this.footer.corpus) : error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function readFooter(path: string): IndexFooter | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const end = Buffer.alloc(4 + indexMagic.length);
    if (size < end.length) return undefined;
    readFully(file, end, size - end.length);
    const bytes = end.readUInt32LE(0);
    if (!end.subarray(4).equals(indexMagic) || bytes > size - end.length) return undefined;
    const text = Buffer.alloc(bytes);
    readFully(file, text, size - end.length - bytes);
    const footer = indexFooterSchema.parse(JSON.parse(text.toString('utf8')));
    return size === end.length + bytes + bytesOfRows(footer.rows) ? footer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  } finally {
    closeSync(file);
  }
}

function bytesOfRows(rows: number): number {
  const whole = Math.floor(rows / rowsPerBlock);
  return whole * blockBytes(rowsPerBlock) + blockBytes(rows % rowsPerBlock);
}

/** False where the file ends before. */
function readFully(file: number, bytes: Buffer, position: number): boolean {
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, position + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
}
