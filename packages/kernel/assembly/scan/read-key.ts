import { keyNamesAt } from '../../src/tables/row-keys';
import { colon, quote } from '../text/bytes';
import { escapedFlag, specialBytes, stringEnd, stringFlags } from '../text/index';
import { findBlocks, findName, firstBytes } from './find-name';
import { skipBlanks } from './skip-value';

let names: usize = 0;
let keyNumber: u32 = 0;

/** Says where the names of keys, tags and roles stand. */
export function useNames(start: usize): void {
  names = start;
}
@inline
export function namesStart(): usize {
  return names;
}

/** The number of the key that `valueOfKey` read last, 0 for one that means nothing. */
@inline
export function lastKey(): u32 {
  return keyNumber;
}

/** Where the value of the key begins that begins there; 0 where no key does, or one with an escape. */
@inline
export function valueOfKey(at: usize, end: usize): usize {
  if (load<u8>(at) != quote) return 0;
  at = keyEnd(at + 1, end);
  if (at == 0) return 0;
  at = skipBlanks(at + 1, end);
  return load<u8>(at) == colon ? skipBlanks(at + 1, end) : 0;
}

/** Where the key's closing quote stands. */
@inline
function keyEnd(at: usize, end: usize): usize {
  const block = v128.load(at);
  const specials = specialBytes(block);
  if (specials == 0) return longKeyEnd(at, end);
  const bytes: u32 = ctz(specials);
  if (load<u8>(at + bytes) != quote) return 0;
  keyNumber = findBlocks(names + keyNamesAt, firstBytes(block, bytes), i64x2.splat(0));
  return at + bytes;
}

function longKeyEnd(at: usize, end: usize): usize {
  const close = stringEnd(at, end);
  if (close == 0 || (stringFlags() & escapedFlag) != 0) return 0;
  keyNumber = findName(names + keyNamesAt, at, <u32>(close - at));
  return close;
}
