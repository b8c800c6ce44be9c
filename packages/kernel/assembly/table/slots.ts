import { digestsAt, slackSlots, slotCountAt, slotsAt } from '../../src/layout';
import { headerField } from './fields';

/**
 * A slot is {prefix, unique row's number + 1}; 0 is an empty one. A digest's home is its prefix's share of all slots,
 * so homes ascend with digests; from there it takes the first empty slot upward, without going round: runs at the end
 * go on in the slack.
 */
export const slotBytes: usize = 8;
export const digestBytes: usize = 20;

/** The digest's first 32 bits as a number. */
@inline
export function prefixOf(digest: usize): u32 {
  return bswap<u32>(load<u32>(digest));
}

/** The address of the slot at which the search for a prefix begins. */
@inline
export function homeOf(prefix: u32): usize {
  const home = ((prefix as u64) * (headerField(slotCountAt) as u64)) >> 32;
  return (headerField(slotsAt) as usize) + slotBytes * (home as usize);
}

/** The end of the slots in use, slack included. */
@inline
export function slotsEnd(): usize {
  const count = headerField(slotCountAt) + slackSlots;
  return (headerField(slotsAt) as usize) + slotBytes * (count as usize);
}

/** Where a unique row's digest lies. */
@inline
export function digestOf(unique: u32): usize {
  return (headerField(digestsAt) as usize) + digestBytes * unique;
}

/** The slot that holds a digest, else the empty one where it belongs, else 0: the slack is full there. */
export function slotOf(digest: usize): usize {
  const prefix = prefixOf(digest);
  const end = slotsEnd();
  for (let slot = homeOf(prefix); slot < end; slot += slotBytes) {
    const value = load<u64>(slot);
    if (value === 0) return slot;
    if ((value as u32) === prefix && isSameDigest(digestOf(uniqueOf(value)), digest)) return slot;
  }
  return 0;
}

/** The empty slot where a digest that is not in the table belongs, or 0. */
export function emptySlotOf(prefix: u32): usize {
  const end = slotsEnd();
  for (let slot = homeOf(prefix); slot < end; slot += slotBytes) {
    if (load<u64>(slot) === 0) return slot;
  }
  return 0;
}

/** The number of the unique row that a slot's value is of. */
@inline
export function uniqueOf(value: u64): u32 {
  return ((value >> 32) as u32) - 1;
}

/** The value of a unique row's slot. */
@inline
export function slotValue(prefix: u32, unique: u32): u64 {
  return (prefix as u64) | (((unique + 1) as u64) << 32);
}

@inline
function isSameDigest(left: usize, right: usize): bool {
  return (
    load<u64>(left) === load<u64>(right) &&
    load<u64>(left, 8) === load<u64>(right, 8) &&
    load<u32>(left, 16) === load<u32>(right, 16)
  );
}
