import type { HeldRows } from '@llamaforge/dedup';
import { layout, type KernelThread } from '@llamaforge/kernel';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ClaimedRows } from './table-loading.ts';

// At most so many are sorted at once, at 40 bytes each; a file of more is read once for each part of the digests.
const mostSortedRows = 2 ** 20;
const readBytes = 1024 * 1024;
const wordsPerRow = layout.heldBytes / Uint32Array.BYTES_PER_ELEMENT;
const digestBytes = 20;

/** Further holders in the order of the table, and their places in the sorted table. */
export interface SortedHolders {
  readonly held: HeldRows;
  /** by row: which digest of the sorted table it holds, ascending */
  readonly ranks: Float64Array;
}

/** Reads further holders, which stand in the order of their files and lines, in the order of their digests. */
export function* readHeldRows(
  thread: KernelThread,
  { rows, uniques }: { readonly rows: ClaimedRows; readonly uniques: number },
): Generator<SortedHolders, void, undefined> {
  const file = openSync(rows.heldPath, 'r');
  try {
    const count = fstatSync(file).size / layout.heldBytes;
    const passes = Math.ceil(count / mostSortedRows);
    for (let pass = 0; pass < passes; pass += 1) {
      const from = Math.floor((pass / passes) * uniques);
      const until = Math.floor(((pass + 1) / passes) * uniques);
      yield sorted(thread, rows, collect(thread, { file, places: rows.plan.places, from, until }));
    }
  } finally {
    closeSync(file);
  }
}

/** Holders as the file has them: four words a row. */
interface CollectedHolders {
  readonly words: Uint32Array;
  readonly ranks: Float64Array;
}

interface RankRange {
  readonly file: number;
  readonly places: number;
  /** ranks from here */
  readonly from: number;
  /** to here, exclusive */
  readonly until: number;
}

function collect(thread: KernelThread, { file, places, from, until }: RankRange): CollectedHolders {
  const words: Uint32Array[] = [];
  const ranks: number[] = [];
  const piece = new Uint32Array(readBytes / Uint32Array.BYTES_PER_ELEMENT);
  for (let position = 0; ;) {
    const read = readSync(file, piece, 0, readBytes, position);
    if (read === 0) break;
    position += read;
    const found: number[] = [];
    for (let at = 0; at < read / 4; at += wordsPerRow) {
      const rank = thread.read(places + 8 * (piece[at] ?? 0));
      if (rank < from || rank >= until) continue;
      ranks.push(rank);
      found.push(at);
    }
    const chosen = new Uint32Array(found.length * wordsPerRow);
    for (const [index, at] of found.entries()) {
      chosen.set(piece.subarray(at, at + wordsPerRow), index * wordsPerRow);
    }
    words.push(chosen);
  }
  return { words: concatenate(words), ranks: Float64Array.from(ranks) };
}

function sorted(
  thread: KernelThread,
  { fileIds, plan }: ClaimedRows,
  { words, ranks }: CollectedHolders,
): SortedHolders {
  const count = ranks.length;
  // A rank and a position in one exact double: both have room, as at most some millions are sorted at once.
  const order = ranks.map((rank, index) => rank * positions + index).sort();
  const held = {
    count,
    digests: new Uint8Array(count * digestBytes),
    files: new Uint32Array(count),
    lines: new Uint32Array(count),
    parts: new Uint32Array(count),
  };
  for (const [row, key] of order.entries()) {
    const at = (key % positions) * wordsPerRow;
    const digest = plan.digests + digestBytes * (words[at] ?? 0);
    held.digests.set(thread.bytes.subarray(digest, digest + digestBytes), row * digestBytes);
    held.files[row] = fileIds[words[at + 1] ?? 0] ?? 0;
    held.lines[row] = words[at + 2] ?? 0;
    held.parts[row] = words[at + 3] ?? 0;
    order[row] = Math.floor(key / positions);
  }
  return { held, ranks: order };
}

// Twice what is sorted at once, because digests are spread evenly but not exactly so.
const positions = 2 ** 21;

function concatenate(arrays: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}
