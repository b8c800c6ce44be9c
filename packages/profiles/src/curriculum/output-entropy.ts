/**
 * How varied an output is, in bits, 0 to 7: the Shannon entropy of what triples of neighbouring bytes it has,
 * `log2(n) - (1/n) * sum of c * log2(c)` over `n` triples, of which `c` fall into one of 1,024 bins each.
 *
 * The triples are all there are or, of more than 128, the 128 that begin at `floor(i * triples / 128)`: evenly spaced, so
 * that a text is not first only for being long, and one that repeats itself is found out wherever it does. A short answer
 * cannot reach much, as it holds few triples. Triples tell stories from code and worked sums, where single bytes do not:
 * digits and brackets make those look richer.
 * @param bytes the line's UTF-8 bytes, as it holds them: with JSON's escapes
 * @param start where the output begins, after its opening quote
 * @param end exclusive
 */
export function outputEntropy(bytes: Uint8Array, start: number, end: number): number {
  const there = end - start - 2;
  const count = Math.min(there, MOST_TRIPLES);
  if (count < 1) return 0;
  const stride = Math.floor(there / count);
  const rest = there - stride * count;
  bins.fill(0);
  let sum = 0;
  let at = start;
  let behind = 0;
  for (let i = 0; i < count; i += 1) {
    const triple = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const bin = Math.imul(triple, MULTIPLIER) >>> BIN_SHIFT;
    const before = bins[bin] ?? 0;
    bins[bin] = before + 1;
    sum += entropyGains[before] ?? 0;
    at += stride;
    behind += rest;
    if (behind >= count) {
      behind -= count;
      at += 1;
    }
  }
  // Where all triples are one the sum may err by a last bit.
  return Math.max(0, Math.log2(count) - sum / count);
}

const MOST_TRIPLES = 128;
// Knuth's multiplicative hash, 2^32 by the golden ratio; its upper 10 bits are the bin.
const MULTIPLIER = 0x9e3779b1;
const BIN_SHIFT = 22;
// Kept from text to text: to make it anew costs more than to count.
const bins = new Uint8Array(1024);
/** What a triple adds to `outputEntropy`'s sum where so many of its bin, 0 to 127, came before. */
export const entropyGains: Readonly<Float64Array> = Float64Array.from(
  { length: MOST_TRIPLES },
  (_, before) => timesLog(before + 1) - timesLog(before),
);

function timesLog(count: number): number {
  return count === 0 ? 0 : count * Math.log2(count);
}
