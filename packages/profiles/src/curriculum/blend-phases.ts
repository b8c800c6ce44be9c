/**
 * The phases one after another, crossfaded at each border: the last `blend` of the one and the first `blend` of the next
 * (in whole rows, rounded down) share their places. There the rows of the one thin out in a line down to none, and those
 * of the next thicken in a line from none, each in their order; so the next's part rises from 0 to 1, in a line where
 * both zones are equally long. Phases without rows have no border.
 * @param blend 0 to 0.5, so that a phase's two zones do not overlap
 */
export function blendPhases(phases: readonly Uint32Array[], blend: number): Uint32Array {
  const filled = phases.filter((rows) => rows.length > 0);
  const blended = new Uint32Array(filled.reduce((sum, rows) => sum + rows.length, 0));
  let next = 0;
  for (const [index, rows] of filled.entries()) {
    const zone = Math.floor(blend * rows.length);
    const following = filled[index + 1];
    const middle = rows.subarray(
      index === 0 ? 0 : zone,
      following === undefined ? rows.length : rows.length - zone,
    );
    blended.set(middle, next);
    next += middle.length;
    if (following === undefined) continue;
    const tail = rows.subarray(rows.length - zone);
    const head = following.subarray(0, Math.floor(blend * following.length));
    crossfade(tail, head, blended.subarray(next));
    next += tail.length + head.length;
  }
  return blended;
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
