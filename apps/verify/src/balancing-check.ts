import { type BalancingSelection, type Manifest } from '@llamaforge/manifest';
import { countLabels } from './balance-check.ts';
import { sumRows, type CorpusFigures } from './corpus-figures.ts';
import { ProblemTally } from './problem-tally.ts';

/** What a balanced corpus says of its labels: rows as they are there, no more than there were, all of them those that were read, and shares within the bounds that bind. */
export function checkBalancing(
  { selection, ledger }: Manifest,
  figures: CorpusFigures,
): ProblemTally {
  const problems = new ProblemTally();
  const balancing = selection?.balancing;
  if (balancing === undefined) {
    problems.add(() => 'selection.balancing is missing');
    return problems;
  }
  const found = new Map(countLabels(figures).map(({ label, rows }) => [label, rows]));
  const seen = new Set<string>();
  for (const entry of balancing.labels) {
    const { label, before, after } = entry;
    if (!found.has(label)) problems.add(() => `${label} is no label`);
    if (seen.has(label)) problems.add(() => `${label} is listed twice`);
    seen.add(label);
    problems.compare(`${label}, after`, { stated: after, found: found.get(label) ?? 0 });
    if (after > before) {
      problems.add(() => `${label}: ${String(after)} rows after, of ${String(before)} before`);
    }
    checkShares(entry, { balancing, total: figures.rows }, problems);
  }
  for (const [label, rows] of found) {
    if (rows > 0 && !seen.has(label)) {
      problems.add(() => `${label} is not listed, found ${String(rows)} rows`);
    }
  }
  const before = sumRows(balancing.labels.map((entry) => entry.before));
  const distinct = ledger.read - ledger.duplicates;
  if (before !== distinct) {
    problems.add(
      () => `rows before: ${String(before)}, of ${String(distinct)} rows read, duplicates aside`,
    );
  }
  return problems;
}

function checkShares(
  { label, after, lowest, highest }: BalancingSelection['labels'][number],
  { balancing, total }: { readonly balancing: BalancingSelection; readonly total: number },
  problems: ProblemTally,
): void {
  const say = (what: string): void => {
    problems.add(() => `${label}: ${String(after)} of ${String(total)} rows is ${what}`);
  };
  const { max_share: most, bind } = balancing;
  if (compareShare(after, total, most) > 0) say(`more than max_share, ${most}`);
  if (lowest !== null && compareShare(after, total, lowest) < 0) say(`less than ${lowest}`);
  if (bind === 'both' && highest !== null && compareShare(after, total, highest) > 0) {
    say(`more than ${highest}`);
  }
}

// Shares are written with up to ten decimals; where all are there, the last may be a rounded one.
const MOST_DECIMALS = 10;

/**
 * Below, at or above 0 as a part of a whole is below, at or above a share like `1.875%`, in whole numbers: a bound holds
 * to the row, as far as its text tells it.
 */
function compareShare(part: number, whole: number, share: string): number {
  const [units = '', decimals = ''] = share.slice(0, -1).split('.');
  const scale = 10n ** BigInt(decimals.length);
  const difference = BigInt(part) * 100n * scale - BigInt(whole) * BigInt(units + decimals);
  const isRounded = decimals.length >= MOST_DECIMALS;
  const distance = difference < 0n ? -difference : difference;
  if (distance === 0n || (isRounded && 2n * distance <= BigInt(whole))) return 0;
  return difference < 0n ? -1 : 1;
}
