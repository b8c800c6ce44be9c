import type { BalanceLimit } from './balance-limit.ts';
import { allowedTotal, largestTotal, realBound } from './largest-total.ts';
import { WHOLE, type ShareBounds } from './share-bounds.ts';
import { writeShare } from './write-share.ts';

/**
 * Labels with too few rows for their lowest share: those that alone keep the total where it is, each with what it costs
 * and what would mend it.
 * @param maxShare in trillionths; what bounds a label whose target is dropped
 */
export function rowShortages(
  bounds: readonly ShareBounds[],
  { total, maxShare }: { readonly total: number; readonly maxShare: number },
): BalanceLimit[] {
  const bound = realBound(bounds);
  const short = bounds.filter((label) => allowedTotal(label) === bound);
  if (short.length === 0) return [];
  const relaxed = bounds.map((label) =>
    short.includes(label) ? { ...label, lowest: 0, highest: maxShare } : label,
  );
  const without = largestTotal(relaxed);
  // Where another bound holds the total at the same place, their rows cost nothing.
  if (realBound(relaxed) <= bound) return [];
  const mended = mendedTotal(bounds, new Set(short));
  return short.map((label, place) => {
    const together = short.filter((other) => other !== label).map((other) => other.label);
    const shortage = {
      label: label.label,
      rows: label.rows,
      lowest: label.lowest / WHOLE,
      allows: bound,
      without,
      costs: without - total,
      missing: mended === undefined ? undefined : leastCount(label.lowest, mended) - label.rows,
      together,
    };
    const describe = place === 0 ? describeShortage : describeFurther;
    return { kind: 'too_few_rows', ...shortage, sentence: describe(shortage) };
  });
}

/**
 * The total from which on the lowest shares of `short` bind no longer, were their rows just enough for it. What the
 * other bounds allow is concave in those rows, and what the rows allow rises in a line, so that the two cross once.
 */
function mendedTotal(
  bounds: readonly ShareBounds[],
  short: ReadonlySet<ShareBounds>,
): number | undefined {
  const isMended = (total: number): boolean =>
    realBound(
      bounds.map((bound) =>
        short.has(bound)
          ? { ...bound, lowest: 0, rows: Math.max(bound.rows, leastCount(bound.lowest, total)) }
          : bound,
      ),
    ) <= total;
  let fails = realBound(bounds);
  let holds = fails + 1;
  while (!isMended(holds)) {
    fails = holds;
    holds *= 2;
    // Lowest shares of 100% together leave no room for the rows of others, however many there are.
    if (holds > MOST_ROWS) return undefined;
  }
  while (holds - fails > 1) {
    const middle = Math.floor((fails + holds) / 2);
    if (isMended(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

// Far beyond any corpus.
const MOST_ROWS = 2 ** 45;

function leastCount(lowest: number, total: number): number {
  const whole = BigInt(WHOLE);
  return Number((BigInt(lowest) * BigInt(total) + whole - 1n) / whole);
}

type Shortage = Omit<Extract<BalanceLimit, { kind: 'too_few_rows' }>, 'kind' | 'sentence'>;

function describeShortage(shortage: Shortage): string {
  const { label, missing, together, costs } = shortage;
  const dropped = [label, ...together];
  const targets = dropped.length === 1 ? 'that target' : `the targets of ${listed(dropped)}`;
  const flag = dropped.map((name) => `${name}=none`).join(', ');
  const others = together.length === 0 ? '' : `, and what ${listed(together)} lacks,`;
  const gain =
    costs === 0
      ? 'as many, for want of whole rows'
      : `${write(shortage.without)}, ${costs.toLocaleString('en')} more`;
  return [
    `${describeCause(shortage)}.`,
    `Without ${targets} (--shares "${flag}") it would be ${gain}.`,
    ...(missing === undefined ? [] : [`${write(missing)} more of it${others} would mend it.`]),
  ].join(' ');
}

/** What the sentence before it says of all labels together is not said again. */
function describeFurther(shortage: Shortage): string {
  const { missing } = shortage;
  const lacks = missing === undefined ? '' : ` It lacks ${write(missing)}.`;
  return `${describeCause(shortage)}, too.${lacks}`;
}

function describeCause({ label, rows, lowest, allows }: Shortage): string {
  return `${label} has ${write(rows)}, and with a lowest share of ${writeShare(lowest)} that allows ${write(allows)} in all`;
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)]
    .filter((part) => part !== '')
    .join(' and ');
}

function write(rows: number): string {
  if (rows === 0) return 'no rows';
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`;
}
