/**
 * Crossfades phases, which stand one after another in `rows`, at each border: the last `blend` of the one and the first
 * `blend` of the next (in whole rows, rounded down) share their places. There the rows of the one thin out in a line down
 * to none, and those of the next thicken in a line from none, each in their order; so the next's part rises from 0 to 1,
 * in a line where both zones are equally long. Phases without rows have no border.
 * @param sizes how many rows each phase has
 * @param blend 0 to 0.5, so that a phase's two zones do not overlap
 */
export function blendPhases(rows: Uint32Array, sizes: readonly number[], blend: number): void {
  const filled = sizes.filter((size) => size > 0);
  let border = 0;
  for (const [index, size] of filled.entries()) {
    border += size;
    const start = border - Math.floor(blend * size);
    const end = border + Math.floor(blend * (filled[index + 1] ?? 0));
    const tail = rows.slice(start, border);
    const head = rows.slice(border, end);
    crossfade(tail, head, rows.subarray(start, end));
  }
}

/** Merges both by the time at which each row is due, 0 to 1, when as many are due as the area below its line. */
function crossfade(tail: Uint32Array, head: Uint32Array, target: Uint32Array): void {
  let fromTail = 0;
  let fromHead = 0;
  for (let i = 0; i < tail.length + head.length; i += 1) {
    const tailDue =
      fromTail < tail.length ? 1 - Math.sqrt(1 - (fromTail + 0.5) / tail.length) : Infinity;
    const headDue = fromHead < head.length ? Math.sqrt((fromHead + 0.5) / head.length) : Infinity;
    if (tailDue <= headDue) {
      target[i] = tail[fromTail] ?? 0;
      fromTail += 1;
    } else {
      target[i] = head[fromHead] ?? 0;
      fromHead += 1;
    }
  }
}
