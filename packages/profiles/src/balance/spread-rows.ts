import type { CategoryLabel } from '@llamaforge/schema';
import { WHOLE, type ShareBounds } from './share-bounds.ts';

/**
 * Each label's count of a total that `largestTotal` found: its lowest, and of what is left a part in proportion to what
 * lies between its lowest and its highest count, by largest remainder (of equal ones the earlier label's). So what must
 * go is taken from each label in proportion to what it has above its lowest.
 */
export function spreadRows(
  bounds: readonly ShareBounds[],
  total: number,
): ReadonlyMap<CategoryLabel, number> {
  const ranges = bounds.map((bound) => rangeAt(bound, BigInt(total)));
  const room = ranges.reduce((sum, { least, most }) => sum + most - least, 0n);
  const left = ranges.reduce((rest, { least }) => rest - least, BigInt(total));
  const parts = ranges.map(({ label, least, most }) => {
    const product = left * (most - least);
    const part = room === 0n ? 0n : product / room;
    return { label, count: least + part, remainder: product - part * room };
  });
  const missing = parts.reduce((rest, { count }) => rest - count, BigInt(total));
  const first = new Set(
    [...parts]
      .sort((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder))
      .slice(0, Number(missing)),
  );
  return new Map(parts.map((part) => [part.label, Number(part.count) + (first.has(part) ? 1 : 0)]));
}

function rangeAt(
  { label, rows, lowest, highest }: ShareBounds,
  total: bigint,
): { readonly label: CategoryLabel; readonly least: bigint; readonly most: bigint } {
  const whole = BigInt(WHOLE);
  const allowed = (BigInt(highest) * total) / whole;
  return {
    label,
    least: (BigInt(lowest) * total + whole - 1n) / whole,
    most: allowed < BigInt(rows) ? allowed : BigInt(rows),
  };
}
