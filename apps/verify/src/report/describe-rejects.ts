import { type RejectFigures } from '@llamaforge/report';
import { type Manifest } from '@llamaforge/manifest';
import { aboutReason, countReasons } from './manifest-figures.ts';
import { type RejectedRows } from './read-reject-examples.ts';

/** Rejected rows by reason, the most first, counted by the manifest or, without one, in the rejects file. */
export function describeRejects(
  manifest: Manifest | undefined,
  found: RejectedRows,
): RejectFigures[] {
  const counted = Object.fromEntries([...found].map(([reason, { rows }]) => [reason, rows]));
  return countReasons(manifest?.ledger.rejected ?? counted).map(([reason, rows]) => ({
    reason,
    about: aboutReason(reason),
    rows,
    examples: found.get(reason)?.examples ?? [],
  }));
}
