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
  // Each word goes where it adds least; then again, now that the others are known.
  for (let pass = 0; pass < passes; pass += 1) {
    for (const word of words) {
      for (const group of groups) {
        const place = group.indexOf(word);
        if (place !== -1) group.splice(place, 1);
      }
      const added = groups.map((group) => weightOf([...group, word]) - weightOf(group));
      groups[added.indexOf(Math.min(...added))]?.push(word);
    }
  }
  return groups;
}

/** How much else is found with a group of words, as a guess. */
function weightOf(words: readonly Uint8Array[]): number {
  if (words.length === 0) return 0;
  return Array.from({ length: soughtBytes }, (_, place) => weightAt(words, place)).reduce(
    (product, weight) => product * weight,
    1,
  );
}

function weightAt(words: readonly Uint8Array[], place: number): number {
  const { low, high } = halvesAt(words, place);
  return byteWeights.reduce((sum, weight, byte) => {
    const isFound = ((low >> (byte & 15)) & (high >> (byte >> 4)) & 1) === 1;
    return isFound ? sum + weight : sum;
  }, 0);
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
