import { type LabelShare, type ReportHeadline } from '@llamaforge/report';
import { type Manifest } from '@llamaforge/manifest';
import { usualShares } from '@llamaforge/schema';
import { sumRows } from '../corpus-figures.ts';
import { type CorpusVerification } from '../verify-corpus.ts';

/** What a headline is made of; `rows` and `bytes` are those of the corpus file. */
export interface HeadlineFacts {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly manifest: Manifest | undefined;
  readonly labels: readonly LabelShare[];
  readonly verification: CorpusVerification;
  readonly toolVersion: string;
}

/** The first thing that is seen of a report. */
export function describeHeadline(facts: HeadlineFacts): ReportHeadline {
  const { file, rows, bytes, manifest, labels, verification, toolVersion } = facts;
  return {
    kind: manifest?.kind ?? 'corpus',
    file,
    rows,
    replayed: manifest?.selection?.repeated ?? 0,
    setAside: countSetAside(manifest),
    read: manifest?.ledger.read,
    removed: manifest === undefined ? undefined : manifest.ledger.read - manifest.ledger.kept,
    deduplicationRate: manifest?.deduplication_rate,
    bytes,
    verification: describeVerification(verification),
    largestShare: findLargestShare(labels, manifest),
    toolVersion: manifest?.tool_version ?? toolVersion,
    repaired: manifest?.repaired ?? {},
  };
}

function countSetAside(manifest: Manifest | undefined): number {
  const files = manifest?.outputs.filter(({ role }) => role === 'validation') ?? [];
  return sumRows(files.map(({ rows }) => rows));
}

function describeVerification({
  checks,
  sample,
}: CorpusVerification): ReportHeadline['verification'] {
  const failed = checks.flatMap((check) =>
    check.verdict === 'failed' ? [{ name: check.name, problems: check.problems }] : [],
  );
  return {
    verdict: failed.length === 0 ? 'passed' : 'failed',
    sampleRows: sample?.rows,
    checks: checks.length,
    failed,
    skipped: checks.flatMap((check) =>
      check.verdict === 'skipped' ? [{ name: check.name, reason: check.reason }] : [],
    ),
  };
}

/** The label with most rows; its cap is that of a balance, else the highest that any label usually has. */
function findLargestShare(
  labels: readonly LabelShare[],
  manifest: Manifest | undefined,
): ReportHeadline['largestShare'] {
  const [largest] = [...labels].sort((one, other) => other.rows - one.rows);
  if (largest === undefined || largest.rows === 0) return undefined;
  const stated = manifest?.selection?.balancing?.max_share;
  const highest = Math.max(...Object.values(usualShares).map(([, most]) => most));
  return {
    label: largest.label,
    share: largest.share,
    cap: stated === undefined ? highest : Number.parseFloat(stated) / 100,
  };
}
