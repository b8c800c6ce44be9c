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
import { digestOf, emptySlotOf, prefixOf, slotOf, slotValue, slotsEnd, uniqueOf } from './slots';

/** What `enterDigest` gives where there is no room: no row has this number. */
export const noUnique: u32 = u32.MAX_VALUE;

/** The number of the unique row with this digest; a digest not seen before gets the next number, which `uniques` was. */
export function enterDigest(digest: usize): u32 {
  let slot = slotOf(digest);
  if (slot !== 0) {
    const value = load<u64>(slot);
    if (value !== 0) return uniqueOf(value);
  }
  const unique = turnField(uniquesAt);
  if (unique >= headerField(uniqueLimitAt)) return noUnique;
  // Probing is short up to three quarters; the table is filled further only where it has no room to grow.
  const isFull = slot === 0 || 4 * (unique + 1) > 3 * headerField(slotCountAt);
  if (isFull && headerField(slotCountAt) < mostSlots()) slot = growSlots() ? slotOf(digest) : 0;
  if (slot === 0) return noUnique;
  store<u64>(slot, slotValue(prefixOf(digest), unique));
  const target = digestOf(unique);
  store<u64>(target, load<u64>(digest));
  store<u64>(target, load<u64>(digest, 8), 8);
  store<u32>(target, load<u32>(digest, 16), 16);
  setTurnField(uniquesAt, unique + 1);
  return unique;
}

/** The most slots there is room for beside the slack. */
function mostSlots(): u32 {
  return headerField(slotLimitAt) - slackSlots;
}

/** Makes more slots; false where even the most are not enough: then some digests are not in the table any more. */
function growSlots(): bool {
  const most = mostSlots();
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
  for (let unique: u32 = 0; unique < uniques; unique += 1) {
    const prefix = prefixOf(digestOf(unique));
    const slot = emptySlotOf(prefix);
    if (slot === 0) return false;
    store<u64>(slot, slotValue(prefix, unique));
  }
  return true;
}
