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
    files: filesWith(reason, manifest),
    examples: found.get(reason)?.examples ?? [],
  }));
}

/** Of files that hold as many, the first that was read comes first. */
function filesWith(reason: string, manifest: Manifest | undefined): RejectFigures['files'] {
  return (manifest?.inputs ?? [])
    .map(({ path, rows: { read, rejected } }) => ({ path, rows: rejected[reason] ?? 0, read }))
    .filter(({ rows }) => rows > 0)
    .sort((one, other) => other.rows - one.rows);
}
