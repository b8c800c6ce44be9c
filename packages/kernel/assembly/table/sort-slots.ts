import { digestBytes, digestOf, slotBytes, uniqueOf } from './slots';

/**
 * Sorts slots in place by prefix, then by the whole digest. Other pairs of u32 are sorted by their first number, as long
 * as no two share it: then digests are not asked for.
 */
export function sortSlots(start: usize, end: usize): void {
  const slots = (end - start) / slotBytes;
  // Shell's sort with Knuth's gaps: for runs of up to 8 slots, which nearly all are, it is an insertion sort.
  let gap: usize = 1;
  while (gap < slots / 9) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    const step = slotBytes * gap;
    for (let at = start + step; at < end; at += slotBytes) sink(start, at, step);
  }
}

/** Moves the slot at `at` down, by whole steps, to behind the ones it does not precede. */
@inline
function sink(start: usize, at: usize, step: usize): void {
  const value = load<u64>(at);
  let hole = at;
  while (hole >= start + step && precedes(value, load<u64>(hole - step))) {
    store<u64>(hole, load<u64>(hole - step));
    hole -= step;
  }
  store<u64>(hole, value);
}

@inline
function precedes(left: u64, right: u64): bool {
  const leftPrefix = left as u32;
  const rightPrefix = right as u32;
  if (leftPrefix !== rightPrefix) return leftPrefix < rightPrefix;
  return memory.compare(digestOf(uniqueOf(left)), digestOf(uniqueOf(right)), digestBytes) < 0;
}
