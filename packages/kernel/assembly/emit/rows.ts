import {
  digestAt,
  entropyAt,
  fileAt,
  firstLineAt,
  heldBytes,
  inputLengthAt,
  instructionLengthAt,
  lineAt,
  outputLengthAt,
  pairAt,
  partAt,
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

/** Writes a further holder and gives the address behind it; its file is the number in the context, its line counts from 1. */
@inline
export function writeHeld(context: usize, entry: usize, target: usize): usize {
  store<u32>(target, load<u32>(entry, uniqueAt));
  store<u32>(target, load<u32>(context, fileAt), 4);
  store<u32>(target, load<u32>(context, firstLineAt) + load<u32>(entry, lineAt) + 1, 8);
  store<u32>(target, load<u32>(entry, partAt), 12);
  return target + heldBytes;
}
