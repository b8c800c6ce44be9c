const BINS = 1024;
const MOST_TRIPLES = 128;

/**
 * The entropy that curricula are ordered by, in bits, 0 to 7: of triples of neighbouring bytes of an output as its line
 * holds it, at most 128, evenly spaced. Written from docs/balance-and-curriculum.md, not with the code that ordered them.
 */
export function measureEntropy(output: string): number {
  const bytes = Buffer.from(JSON.stringify(output).slice(1, -1));
  const triples = bytes.length - 2;
  const count = Math.min(triples, MOST_TRIPLES);
  if (count < 1) return 0;
  const triplesOfBin = new Uint8Array(BINS);
  for (let i = 0; i < count; i += 1) {
    const value = bytes.readUIntBE(Math.floor((i * triples) / count), 3);
    const bin = Math.imul(value, 2_654_435_761) >>> 22;
    triplesOfBin[bin] = (triplesOfBin[bin] ?? 0) + 1;
  }
  let sum = 0;
  for (const held of triplesOfBin) {
    if (held > 1) sum += held * Math.log2(held);
  }
  return Math.log2(count) - sum / count;
}
