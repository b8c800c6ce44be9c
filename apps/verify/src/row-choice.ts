/** Which rows of a corpus a sample holds. */
export interface RowChoice {
  /** rows in all, as the manifest says or as counted */
  readonly rowsInAll: number;
  /** about so many are chosen; no fewer than `rowsInAll` chooses each row */
  readonly rowsWanted: number;
  readonly seed: number;
}

const UNITS = 2 ** 32;

/**
 * Tells of a row by its place in the file, from 0, whether it is in the sample: each with the same chance, by the seed
 * and the place alone, so that a sample is the same however the file is read.
 */
export function chooseRows({ rowsInAll, rowsWanted, seed }: RowChoice): (place: number) => boolean {
  if (rowsWanted >= rowsInAll) return () => true;
  const below = Math.floor((rowsWanted / rowsInAll) * UNITS);
  const rankOf = rankRows(seed);
  return (place) => rankOf(place) < below;
}

/** Gives a row by its place a number from 0 to 2^32 - 1 that looks drawn at random, by the seed and the place alone. */
export function rankRows(seed: number): (place: number) => number {
  const start = mix((seed % UNITS) ^ Math.floor(seed / UNITS));
  return (place) => mix(start + Math.imul(place + 1, 0x9e3779b9));
}

/** The finalizer of MurmurHash3 (Appleby, 2011), of 32 bits. */
function mix(word: number): number {
  let bits = word | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
