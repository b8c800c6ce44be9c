import { groupCount, soughtBytes } from './names-layout.ts';

/** What a group of words is found by: for each of the first bytes, the lower and the upper halves that a word has there. */
interface Halves {
  readonly low: number;
  readonly high: number;
}

// In the order in which English has them; how often a byte is met is guessed from it.
const letters = 'etaoinshrdlcumwfgypbvkjxqz';
const capitalsPerLetter = 0.05;
const byteWeights = Array.from({ length: 0x100 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  const rank = letters.indexOf(character.toLowerCase());
  if (rank === -1) return 1;
  const weight = letters.length - rank;
  return character === character.toLowerCase() ? weight : weight * capitalsPerLetter;
});
const passes = 3;

/**
 * Words in eight groups, so that little else is found with them: a group is found by halves of bytes, one and the other
 * apart, so that `xAI` together with `Tencent` would find `tA`, and `Phi-2` with `Tencent` every `Th`.
 */
export function groupNames(words: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const groups = Array.from({ length: groupCount }, (): Uint8Array[] => []);
  const weights = groups.map(weightOf);
  // Each word goes where it adds least; then again, now that the others are known.
  for (let pass = 0; pass < passes; pass += 1) {
    for (const word of words) {
      for (const [index, group] of groups.entries()) {
        const place = group.indexOf(word);
        if (place === -1) continue;
        group.splice(place, 1);
        weights[index] = weightOf(group);
      }
      const withWord = groups.map((group) => weightOf([...group, word]));
      const added = withWord.map((weight, index) => weight - (weights[index] ?? 0));
      const least = added.indexOf(Math.min(...added));
      groups[least]?.push(word);
      weights[least] = withWord[least] ?? 0;
    }
  }
  return groups;
}

/** How much else is found with a group of words, as a guess. */
function weightOf(words: readonly Uint8Array[]): number {
  if (words.length === 0) return 0;
  let product = 1;
  for (let place = 0; place < soughtBytes; place += 1) product *= weightAt(words, place);
  return product;
}

function weightAt(words: readonly Uint8Array[], place: number): number {
  const { low, high } = halvesAt(words, place);
  let sum = 0;
  for (let upper = 0; upper < 16; upper += 1) {
    if (((high >> upper) & 1) === 0) continue;
    for (let lower = 0; lower < 16; lower += 1) {
      if (((low >> lower) & 1) === 1) sum += byteWeights[upper * 16 + lower] ?? 0;
    }
  }
  return sum;
}

function halvesAt(words: readonly Uint8Array[], place: number): Halves {
  let low = 0;
  let high = 0;
  for (const word of words) {
    const byte = word[place] ?? 0;
    low |= 1 << (byte & 15);
    high |= 1 << (byte >> 4);
  }
  return { low, high };
}
