import {
  headerAddress,
  slackSlots,
  slotCountAt,
  slotLimitAt,
  slotsAt,
  uniqueLimitAt,
  uniquesAt,
} from '../../src/layout';
import { headerField, setTurnField, turnField } from './fields';
import {
  digestOf,
  emptySlotOf,
  homeOf,
  prefixOf,
  slotOf,
  slotValue,
  slotsEnd,
  uniqueOf,
} from './slots';

/** What `enterDigest` gives where there is no room: no row has this number. */
export const noUnique: u32 = u32.MAX_VALUE;

/** Rows whose slots are read ahead; some tens are as good. */
const batchRows: u32 = 64;
/** what `warmSlots` read, summed up so that no compiler leaves the reading out */
let warmth: u32 = 0;

/** The number of the unique row with this digest; a digest not seen before gets the next number, which `uniques` was. */
export function enterDigest(digest: usize): u32 {
  let slot = slotOf(digest);
  if (slot !== 0) {
    const value = load<u64>(slot);
    if (value !== 0) return uniqueOf(value);
  }
  const unique = turnField(uniquesAt);
  if (unique >= headerField(uniqueLimitAt)) return noUnique;
  // Linear probing is short up to three quarters; beyond that only where there is no room to grow.
  if (slot === 0 || 4 * (unique + 1) > 3 * headerField(slotCountAt)) {
    if (growSlots()) slot = slotOf(digest);
    if (slot === 0) return noUnique;
  }
  store<u64>(slot, slotValue(prefixOf(digest), unique));
  const target = digestOf(unique);
  store<u64>(target, load<u64>(digest));
  store<u64>(target, load<u64>(digest, 8), 8);
  store<u32>(target, load<u32>(digest, 16), 16);
  setTurnField(uniquesAt, unique + 1);
  return unique;
}

/** Makes more slots as far as there is room for them; false where nothing came of it. */
function growSlots(): bool {
  const most = headerField(slotLimitAt) - slackSlots;
  let count = headerField(slotCountAt);
  while (count < most) {
    // A last step that would give less than half more is taken along at once.
    count = 3 * (count as u64) >= (most as u64) ? most : 2 * count;
    if (rebuild(count)) return true;
  }
  return false;
}

/** Enters all digests anew into so many slots; false where one found no place. */
function rebuild(slotCount: u32): bool {
  const slots: usize = headerField(slotsAt);
  // Slots that were never in use are zero.
  memory.fill(slots, 0, slotsEnd() - slots);
  store<u32>(headerAddress, slotCount, slotCountAt);
  const uniques = turnField(uniquesAt);
  for (let unique: u32 = 0; unique < uniques; unique += batchRows) {
    const end = min(unique + batchRows, uniques);
    warmSlots(unique, end);
    if (!placeRows(unique, end)) return false;
  }
  return true;
}

/**
 * Reads the homes of rows. No read depends on another, so the memory answers them together, where a search waits for
 * each: this halves the time of a rebuild.
 */
function warmSlots(start: u32, end: u32): void {
  for (let unique = start; unique < end; unique += 1) {
    warmth += load<u32>(homeOf(prefixOf(digestOf(unique))));
  }
}

function placeRows(start: u32, end: u32): bool {
  for (let unique = start; unique < end; unique += 1) {
    const prefix = prefixOf(digestOf(unique));
    const slot = emptySlotOf(prefix);
    if (slot === 0) return false;
    store<u64>(slot, slotValue(prefix, unique));
  }
  return true;
}
