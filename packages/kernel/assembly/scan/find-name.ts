import { longestName, nameNumberAt, nameSlotBits, nameSlotBytes, nameSlots } from '../../src/tables/row-keys';

/** The first bytes of a block, as many as are told, up to 16 and more; zeros behind them. */
@inline
export function firstBytes(block: v128, bytes: u32): v128 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(block, i8x16.lt_u(places, i8x16.splat(<i8>min(bytes, <u32>16))));
}

/** The number that a table of names (`row-keys.ts`) gives the name, 0 where it has none. */
export function findName(names: usize, start: usize, bytes: u32): u32 {
  if (bytes > <u32>longestName) return 0;
  const low = firstBytes(v128.load(start), bytes);
  const high = bytes > 16 ? firstBytes(v128.load(start, 16), bytes - 16) : i64x2.splat(0);
  return findBlocks(names, low, high);
}

/** As `findName`, for a name of 32 bytes at most that was filled up with zeros. */
@inline
export function findBlocks(names: usize, low: v128, high: v128): u32 {
  let place = homeSlot(low, high);
  while (true) {
    const slot = names + <usize>(place * nameSlotBytes);
    const number = load<u32>(slot, nameNumberAt);
    if (number == 0) return 0;
    const unlike = v128.or(
      v128.xor(low, v128.load(slot)),
      v128.xor(high, v128.load(slot, 16)),
    );
    if (!v128.any_true(unlike)) return number;
    place = (place + 1) & (nameSlots - 1);
  }
}

// As `tag-table.ts` has it.
@inline
function homeSlot(low: v128, high: v128): u32 {
  const sum: u64 =
    i64x2.extract_lane(low, 0) +
    i64x2.extract_lane(low, 1) * 3 +
    i64x2.extract_lane(high, 0) * 5 +
    i64x2.extract_lane(high, 1) * 7;
  return <u32>((sum * 0x9e3779b97f4a7c15) >> (64 - nameSlotBits));
}
