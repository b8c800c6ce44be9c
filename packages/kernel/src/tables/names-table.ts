import { groupNames } from './name-groups.ts';
import {
  groupsAt,
  highHalvesAt,
  lowHalvesAt,
  namesHeaderBytes,
  sieveAt,
  sieveBits,
  sieveMultiplier,
  sieveShift,
  soughtBytes,
} from './names-layout.ts';
import { TableWriter } from './table-writer.ts';

const encoder = new TextEncoder();

/**
 * Lays out words for the kernel to search outputs for, to lie at an address divisible by 64. Throws where a word has
 * fewer than 3 bytes, or one that JSON escapes: texts are searched as they stand in a line.
 */
export function namesTable(words: readonly string[]): Uint8Array<ArrayBuffer> {
  for (const word of words) refuseUnfit(word);
  const encoded = words.toSorted().map((word) => encoder.encode(word));
  const writer = new TableWriter(namesHeaderBytes);
  const halves = new Uint8Array(2 * soughtBytes * 16);
  const sieve = new Uint8Array(sieveBits / 8);
  for (const [group, own] of groupNames(encoded).entries()) {
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

function refuseUnfit(word: string): void {
  if (encoder.encode(word).length < soughtBytes || JSON.stringify(word) !== `"${word}"`) {
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
