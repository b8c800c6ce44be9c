import {
  labelCountAt,
  labelHeapAt,
  labelsAt,
  labelsEndAt,
  pairCountAt,
  unknownTagCountAt,
} from '../../src/layout';
import {
  firstTermAt,
  labelTerm,
  labelsHeadBytes,
  pairTerm,
  termHashAt,
  termKindAt,
  termNumberAt,
  termPlacesAt,
  termTextAt,
  termTextBytesAt,
} from '../../src/term-layout';
import { headerField, setTurnField, turnField } from './fields';

/** Prepares the labels' region; its memory must be all zeros, and 1 KB at least. */
export function beginTerms(): void {
  const head: usize = headerField(labelsAt);
  const bytes = headerField(labelsEndAt) - headerField(labelsAt);
  // A term takes 40 bytes at least and its place in the index 4: with a quarter for the index it is half full at most.
  const places: u32 = 1 << (31 - clz<u32>(bytes >>> 4));
  const first = head + labelsHeadBytes + 4 * places;
  store<u32>(head, first as u32, firstTermAt);
  store<u32>(head, places, termPlacesAt);
  setTurnField(labelHeapAt, first as u32);
}

/** What sets apart terms with the same text: kind, category and shape as they stand in a term. */
@inline
export function identityOf(kind: u32, category: u32, shape: u32): u32 {
  return kind | (category << 8) | (shape << 16);
}

/** The term's address; one not seen before is added. 0 where there is no room for it. */
export function termOf(identity: u32, text: usize, bytes: u32): usize {
  const hash = hashOf(identity, text, bytes);
  const head: usize = headerField(labelsAt);
  const mask = load<u32>(head, termPlacesAt) - 1;
  const index = head + labelsHeadBytes;
  let place = hash & mask;
  while (true) {
    const term: usize = load<u32>(index + 4 * place);
    if (term === 0) break;
    if (load<u32>(term, termHashAt) === hash && isTerm(term, identity, text, bytes)) return term;
    place = (place + 1) & mask;
  }
  const term = addTerm(identity, text, bytes);
  if (term === 0) return 0;
  store<u32>(term, hash, termHashAt);
  store<u32>(index + 4 * place, term as u32);
  return term;
}

/** Whether a term is this one. */
export function isTerm(term: usize, identity: u32, text: usize, bytes: u32): bool {
  return (
    load<u32>(term, termKindAt) === identity &&
    load<u32>(term, termTextBytesAt) === bytes &&
    isSameText(term + termTextAt, text, bytes)
  );
}

function addTerm(identity: u32, text: usize, bytes: u32): usize {
  const term: usize = turnField(labelHeapAt);
  const end = ((term as u64) + termTextAt + bytes + 7) & ~7;
  if (end > (headerField(labelsEndAt) as u64)) return 0;
  const counter = counterOf(identity & 0xff);
  const number = turnField(counter);
  store<u32>(term, identity, termKindAt);
  store<u32>(term, number, termNumberAt);
  store<u32>(term, bytes, termTextBytesAt);
  memory.copy(term + termTextAt, text, bytes);
  setTurnField(counter, number + 1);
  setTurnField(labelHeapAt, end as u32);
  return term;
}

/** The turn's field that counts terms of a kind. */
function counterOf(kind: u32): u32 {
  if (kind === labelTerm) return labelCountAt;
  return kind === pairTerm ? pairCountAt : unknownTagCountAt;
}

/** Eight bytes at a time, the last ones overlapping; a product's high half reaches every bit of the hash. */
function hashOf(identity: u32, text: usize, bytes: u32): u32 {
  let hash: u64 = ((identity as u64) << 32) | bytes;
  if (bytes >= 8) {
    const last = text + bytes - 8;
    for (let at = text; at < last; at += 8) hash = mixed(hash, load<u64>(at));
    hash = mixed(hash, load<u64>(last));
  } else {
    for (let at = text; at < text + bytes; at += 1) hash = mixed(hash, load<u8>(at));
  }
  return (mixed(hash, 0) >> 32) as u32;
}

@inline
function mixed(hash: u64, word: u64): u64 {
  // 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing.
  const product = (hash ^ word) * 0x9e3779b97f4a7c15;
  return product ^ (product >> 29);
}

function isSameText(left: usize, right: usize, bytes: u32): bool {
  if (bytes >= 8) {
    const last = bytes - 8;
    for (let at: u32 = 0; at < last; at += 8) {
      if (load<u64>(left + at) !== load<u64>(right + at)) return false;
    }
    return load<u64>(left + last) === load<u64>(right + last);
  }
  for (let at: u32 = 0; at < bytes; at += 1) {
    if (load<u8>(left + at) !== load<u8>(right + at)) return false;
  }
  return true;
}
