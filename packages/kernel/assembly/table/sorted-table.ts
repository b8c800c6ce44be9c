import { placesAt, slotsAt, uniquesAt } from '../../src/layout';
import { headerField, turnField } from './fields';
import { digestBytes, digestOf, slotBytes, slotsEnd } from './slots';
import { sortSlots } from './sort-slots';

const placeBytes: usize = 8;

/**
 * Turns the slots into u32 numbers of all unique rows, ascending by digest, and gives how many there are.
 * From then on nothing can be claimed.
 */
export function sortTable(): u32 {
  const slots: usize = headerField(slotsAt);
  const end = slotsEnd();
  let target = slots;
  let at = slots;
  while (at < end) {
    if (load<u64>(at) === 0) {
      at += slotBytes;
      continue;
    }
    // Homes ascend with prefixes, and no slot lies beyond an empty one from its home: runs are in order among themselves.
    const stop = endOfRun(at, end);
    if (stop - at > slotBytes) sortSlots(at, stop);
    // 4 bytes are written for 8 read, so writing never overtakes.
    for (; at < stop; at += slotBytes) {
      store<u32>(target, load<u32>(at, 4) - 1);
      target += 4;
    }
  }
  return ((target - slots) >>> 2) as u32;
}

function endOfRun(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u64>(at) !== 0) at += slotBytes;
  return at;
}

/**
 * Writes digest (20 bytes), line, label and number (u32 each) of `count` rows at sorted positions from `from` on, and
 * gives `count`.
 */
export function gatherKept(
  from: u32,
  count: u32,
  digests: usize,
  lines: usize,
  labels: usize,
  uniques: usize,
): u32 {
  const order: usize = headerField(slotsAt);
  const places: usize = headerField(placesAt);
  let written: usize = 0;
  for (let position = from; position < from + count; position += 1) {
    const unique = load<u32>(order + 4 * position);
    const digest = digestOf(unique);
    const target = digests + digestBytes * written;
    v128.store(target, v128.load(digest));
    store<u32>(target, load<u32>(digest, 16), 16);
    const place = places + placeBytes * unique;
    store<u32>(lines + 4 * written, load<u32>(place));
    store<u32>(labels + 4 * written, load<u32>(place, 4));
    store<u32>(uniques + 4 * written, unique);
    written += 1;
  }
  return written as u32;
}
