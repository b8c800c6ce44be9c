/** A phase's part of a curriculum: how many rows it has, and what is to be replayed in it. */
export interface CurriculumPart {
  readonly size: number;
  /** No more than a few times as many as its rows would crowd them out; any number is spread. */
  readonly replays: Uint32Array;
}

/**
 * Spreads each part's replays evenly over it, in their order; tells with 1 where one stands. In place, from the end, as
 * another array would be 4 bytes a row more.
 * @param rows the parts' rows one after another, and room for the replays behind them
 */
export function joinParts(rows: Uint32Array, parts: readonly CurriculumPart[]): Uint8Array {
  let next = parts.reduce((sum, { size }) => sum + size, 0);
  let end = parts.reduce((sum, { replays }) => sum + replays.length, next);
  const replayed = new Uint8Array(end);
  for (const { size, replays } of parts.toReversed()) {
    const length = size + replays.length;
    const start = end - length;
    let left = replays.length;
    for (let i = length - 1; i >= 0; i -= 1) {
      // Each replay stands in the middle of its share of the part: no two of them at one place, as there are at most `length`.
      const isReplay =
        left > 0 && i === Math.floor(((2 * left - 1) * length) / (2 * replays.length));
      if (isReplay) left -= 1;
      else next -= 1;
      rows[start + i] = (isReplay ? replays[left] : rows[next]) ?? 0;
      replayed[start + i] = isReplay ? 1 : 0;
    }
    end = start;
  }
  return replayed;
}
