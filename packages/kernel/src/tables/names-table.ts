import {
  groupCount,
  groupsAt,
  highHalvesAt,
  lowHalvesAt,
  namesHeaderBytes,
  sieveAt,
  sieveBits,
  sieveMultiplier,
  sieveShift,
} from './names-layout.ts';
import { TableWriter } from './table-writer.ts';

/** So many first bytes of each word are looked for in all places at once. */
const soughtBytes = 2;
/** So many are hashed. */
const sievedBytes = 3;
const encoder = new TextEncoder();

/**
 * Lays out words for the kernel to search outputs for, to lie at an address divisible by 64. Throws where a word has
 * fewer than 3 bytes, or one that JSON escapes: texts are searched as they stand in a line.
 */
export function namesTable(words: readonly string[]): Uint8Array<ArrayBuffer> {
  for (const word of words) refuseUnfit(word);
  const writer = new TableWriter(namesHeaderBytes);
  const halves = new Uint8Array(2 * soughtBytes * 16);
  const sieve = new Uint8Array(sieveBits / 8);
  for (const [group, own] of grouped(words.toSorted()).entries()) {
    for (const word of own) {
      markHalves(halves, word, group);
      markHash(sieve, word);
    }
    const list = own.flatMap((word) => writtenWord(word));
    const at = writer.append(Uint8Array.from(list));
    writer.setNumber(groupsAt + group * 8, at);
    writer.setNumber(groupsAt + group * 8 + 4, at + list.length);
  }
  const table = writer.bytes();
  table.set(halves.subarray(0, soughtBytes * 16), lowHalvesAt);
  table.set(halves.subarray(soughtBytes * 16), highHalvesAt);
  table.set(sieve, sieveAt);
  return table;
}

/**
 * Words in at most eight groups. A group is found by halves of bytes, so words whose first bytes differ in their upper half
 * are kept apart: `xAI` together with `Tencent` would find every `t`.
 */
function grouped(sorted: readonly string[]): readonly (readonly Uint8Array[])[] {
  const byHalf = new Map<number, Uint8Array[]>();
  for (const word of sorted) {
    const bytes = encoder.encode(word);
    const half = (bytes[0] ?? 0) >> 4;
    byHalf.set(half, [...(byHalf.get(half) ?? []), bytes]);
  }
  const groups = [...byHalf.values()];
  if (groups.length > groupCount) throw new RangeError('The words begin with too many kinds of bytes.');
  while (groups.length < groupCount && groups.some((group) => group.length > 1)) {
    groups.sort((one, other) => other.length - one.length);
    const largest = groups.shift() ?? [];
    const middle = Math.ceil(largest.length / 2);
    groups.push(largest.slice(0, middle), largest.slice(middle));
  }
  return groups;
}

function refuseUnfit(word: string): void {
  if (encoder.encode(word).length < sievedBytes || JSON.stringify(word) !== `"${word}"`) {
    throw new RangeError(`The kernel cannot search for ${JSON.stringify(word)}.`);
  }
}

function markHalves(halves: Uint8Array, word: Uint8Array, group: number): void {
  for (let place = 0; place < soughtBytes; place += 1) {
    const byte = word[place] ?? 0;
    const low = place * 16 + (byte & 15);
    const high = (soughtBytes + place) * 16 + (byte >> 4);
    halves[low] = (halves[low] ?? 0) | (1 << group);
    halves[high] = (halves[high] ?? 0) | (1 << group);
  }
}

function markHash(sieve: Uint8Array, word: Uint8Array): void {
  const start = (word[0] ?? 0) | ((word[1] ?? 0) << 8) | ((word[2] ?? 0) << 16);
  const hash = Math.imul(start, sieveMultiplier) >>> sieveShift;
  sieve[hash >> 3] = (sieve[hash >> 3] ?? 0) | (1 << (hash & 7));
}

function writtenWord(word: Uint8Array): number[] {
  const padding = new Array<number>((4 - (word.length % 4)) % 4).fill(0);
  return [word.length, 0, 0, 0, ...word, ...padding];
}
