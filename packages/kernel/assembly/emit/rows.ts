import {
  digestAt,
  entropyAt,
  fileAt,
  firstLineAt,
  inputLengthAt,
  instructionLengthAt,
  lineAt,
  outputLengthAt,
  pairAt,
  partAt,
  spillBytes,
  spillDigestAt,
  spillFileAt,
  spillLabelAt,
  spillLineAt,
  spillPartAt,
  spillSequenceAt,
  tagsBitsAt,
  uniqueAt,
} from '../../src/layout';

/** Writes the facts of a kept row, the `row`-th of `rows`, into the outlet's columns. */
@inline
export function writeColumns(entry: usize, columns: usize, row: u32, rows: u32): void {
  const column: usize = 4 * rows;
  const at = columns + 4 * row;
  store<u32>(at, bswap<u32>(load<u32>(entry, digestAt)));
  store<u32>(at + column, bswap<u32>(load<u32>(entry, digestAt + 4)));
  store<u32>(at + 2 * column, load<u32>(entry, pairAt));
  store<u32>(at + 3 * column, load<u32>(entry, instructionLengthAt));
  store<u32>(at + 4 * column, load<u32>(entry, inputLengthAt));
  store<u32>(at + 5 * column, load<u32>(entry, outputLengthAt));
  store<u32>(at + 6 * column, load<u32>(entry, entropyAt));
  store<u8>(columns + 7 * column + row, load<u8>(entry, tagsBitsAt));
}

/**
 * Writes a further holder as a spilled row, with the number of the unique row that it repeats in the label's place, and
 * gives the address behind it; its file is the number in the context, its line counts from 1.
 */
@inline
export function writeHeld(context: usize, entry: usize, target: usize): usize {
  v128.store(target, v128.load(entry, digestAt), spillDigestAt);
  store<u32>(target, load<u32>(entry, digestAt + 16), spillDigestAt + 16);
  store<u64>(target, 0, spillSequenceAt);
  store<u32>(target, load<u32>(context, fileAt), spillFileAt);
  store<u32>(target, load<u32>(context, firstLineAt) + load<u32>(entry, lineAt) + 1, spillLineAt);
  store<u32>(target, load<u32>(entry, partAt), spillPartAt);
  store<u32>(target, load<u32>(entry, uniqueAt), spillLabelAt);
  return target + spillBytes;
}
