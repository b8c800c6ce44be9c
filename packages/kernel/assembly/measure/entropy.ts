// How varied an output is; profiles' `outputEntropy`, with the same operations in the same order.
import { measureScratchBytes } from '../../src/layout';

const mostTriples: u32 = 128;
// Knuth's multiplicative hash, 2^32 by the golden ratio; its upper 10 bits are the bin.
const multiplier: u32 = 0x9e3779b1;
const binShift: u32 = 22;
/** A byte for each of 1,024 bins. */
const binsBytes: usize = measureScratchBytes;

/**
 * The entropy in bits, 0 to 7, of a text's triples of neighbouring bytes.
 * @param logarithms 128 gains, then log2 of 0 to 128
 * @param bins scratch of `measureScratchBytes`
 */
export function entropyOf(text: usize, bytes: u32, logarithms: usize, bins: usize): f64 {
  if (bytes < 3) return 0;
  const there = bytes - 2;
  const count = min(there, mostTriples);
  const stride = there / count;
  const rest = there - stride * count;
  memory.fill(bins, 0, binsBytes);
  let sum: f64 = 0;
  let at = text;
  let behind: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const triple =
      ((<u32>load<u8>(at)) << 16) | ((<u32>load<u8>(at + 1)) << 8) | (<u32>load<u8>(at + 2));
    const bin = bins + ((triple * multiplier) >>> binShift);
    const before = load<u8>(bin);
    store<u8>(bin, before + 1);
    sum += load<f64>(logarithms + ((<usize>before) << 3));
    at += stride;
    behind += rest;
    if (behind >= count) {
      behind -= count;
      at += 1;
    }
  }
  // Where all triples are one the sum may err by a last bit.
  return max<f64>(0, load<f64>(logarithms + ((mostTriples + count) << 3)) - sum / <f64>count);
}
