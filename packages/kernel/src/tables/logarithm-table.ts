const mostTriples = 128;

/**
 * The numbers that the kernel's output entropy is made of: the gains, then log2 of 0 (as 0) to 128. JavaScript's own, so
 * that the kernel's results are bit for bit those of the plain engine.
 * @param gains profiles' `entropyGains`, 128 of them
 */
export function logarithmTable(gains: Readonly<Float64Array>): Uint8Array<ArrayBuffer> {
  if (gains.length !== mostTriples) {
    throw new RangeError(`128 gains are needed, not ${String(gains.length)}.`);
  }
  const logarithms = Array.from({ length: mostTriples + 1 }, (_, count) =>
    count === 0 ? 0 : Math.log2(count),
  );
  return new Uint8Array(Float64Array.of(...gains, ...logarithms).buffer);
}
