import { checkBalance } from './balance-check.ts';
import { checkBalancing } from './balancing-check.ts';
import { type CheckedRows } from './check-all-rows.ts';
import { judgeUnless, skipCheck, type Check } from './check.ts';
import {
  checkCategories,
  checkLengths,
  checkRows,
  checkSources,
  checkTopSources,
} from './count-checks.ts';
import { checkMix } from './mix-check.ts';
import { type ReadManifest } from './read-manifest.ts';

/** What the manifest says of all rows together, each figure a check. */
export function judgeFigures(
  { manifest, missing }: ReadManifest,
  { figures, gap }: CheckedRows,
): Check[] {
  const checks = {
    rows: checkRows,
    categories: checkCategories,
    sources: checkSources,
    top_sources: checkTopSources,
    lengths: checkLengths,
    balance: checkBalance,
  } as const;
  const names = ['rows', 'categories', 'sources', 'top_sources', 'lengths', 'balance'] as const;
  return names.map((name) =>
    manifest === undefined
      ? skipCheck(name, missing)
      : judgeUnless(gap, name, () => checks[name](manifest, figures)),
  );
}

/** What only a mix, a balanced corpus or a curriculum says of itself. */
export function judgeSelection(
  { manifest }: ReadManifest,
  { figures, gap, phases }: CheckedRows,
): Check[] {
  switch (manifest?.kind) {
    case undefined:
    case 'corpus':
      return [];
    case 'mix':
      return [judgeUnless(gap, 'mix', () => checkMix(manifest, figures))];
    case 'balance':
      return [judgeUnless(gap, 'balancing', () => checkBalancing(manifest, figures))];
    case 'curriculum':
      if (gap !== undefined) return [skipCheck('phases', gap)];
      return [phases?.judge() ?? skipCheck('phases', 'the manifest names no phases')];
  }
}
