/** A phase's part of a curriculum, and what is to be replayed in it. */
export interface CurriculumPart {
  readonly rows: Uint32Array;
  /** No more than a few times as many as `rows` would crowd them out; any number is spread. */
  readonly replays: Uint32Array;
}

/** The parts one after another, in each the replays evenly spread over it, in their order. */
export function joinParts(parts: readonly CurriculumPart[]): {
  readonly rows: Uint32Array;
  readonly replayed: Uint8Array;
} {
  const length = parts.reduce((sum, { rows, replays }) => sum + rows.length + replays.length, 0);
  const joined = { rows: new Uint32Array(length), replayed: new Uint8Array(length) };
  let start = 0;
  for (const part of parts) {
    const end = start + part.rows.length + part.replays.length;
    spreadPart(part, {
      rows: joined.rows.subarray(start, end),
      replayed: joined.replayed.subarray(start, end),
    });
    start = end;
  }
  return joined;
}

function spreadPart(
  { rows, replays }: CurriculumPart,
  target: { readonly rows: Uint32Array; readonly replayed: Uint8Array },
): void {
  const length = target.rows.length;
  let replay = 0;
  for (let i = 0; i < length; i += 1) {
    // Each replay stands in the middle of its share of the part: no two of them at one place, as there are at most `length`.
    const isReplay =
      replay < replays.length &&
      i === Math.floor(((2 * replay + 1) * length) / (2 * replays.length));
    target.rows[i] = (isReplay ? replays[replay] : rows[i - replay]) ?? 0;
    target.replayed[i] = isReplay ? 1 : 0;
    if (isReplay) replay += 1;
  }
}
