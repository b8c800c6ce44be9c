import {
  entriesAt,
  entryBytes,
  entryCountAt,
  instructionLengthAt,
  keptKind,
  kindAt,
} from '../../src/layout';

const histogramLengths: u32 = 65536;

// Where the lengths go that no histogram has a place for.
let overflowStart: usize = 0;
let overflowPairs: u32 = 0;

/**
 * Counts the kept entries' lengths in three histograms of 65,536 u32, instruction, input and output, one behind the other.
 * Longer ones are written to `overflow` as {field u32, length u32}, and their number is returned: where it exceeds the
 * room, which is in pairs, those beyond were not written.
 */
export function addLengths(
  context: usize,
  histograms: usize,
  overflow: usize,
  overflowRoom: u32,
): u32 {
  overflowStart = overflow;
  overflowPairs = 0;
  let entry = <usize>load<u32>(context + entriesAt);
  const end = entry + <usize>load<u32>(context + entryCountAt) * entryBytes;
  for (; entry < end; entry += entryBytes) {
    if (load<u8>(entry + kindAt) != keptKind) continue;
    for (let field: u32 = 0; field < 3; field++) {
      // The three lengths lie one behind the other.
      const length = load<u32>(entry + instructionLengthAt + field * 4);
      if (length < histogramLengths) {
        const count = histograms + ((<usize>field * histogramLengths + length) << 2);
        store<u32>(count, load<u32>(count) + 1);
      } else {
        addOverflow(field, length, overflowRoom);
      }
    }
  }
  return overflowPairs;
}

function addOverflow(field: u32, length: u32, room: u32): void {
  if (overflowPairs < room) {
    const pair = overflowStart + ((<usize>overflowPairs) << 3);
    store<u32>(pair, field);
    store<u32>(pair, length, 4);
  }
  overflowPairs++;
}
