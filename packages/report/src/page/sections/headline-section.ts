import { formatBytes, formatCount } from '../../format-number.ts';
import { type ReportHeadline } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import { type FiguresBlock, type ReportSection, type SectionBlock } from '../report-section.ts';
import { countOf, listOf } from '../words.ts';

/** What is seen first: how many rows, how large, and whether the file is what its manifest says. */
export function headlineSection(headline: ReportHeadline): ReportSection {
  return {
    id: 'headline',
    title: 'At a glance',
    lead: describeVerification(headline),
    findings: [
      ...(headline.rows === 0 ? ['There are no rows to train on.'] : []),
      ...failedChecks(headline),
      ...largestAboveCap(headline),
    ],
    blocks: [figures(headline), ...checkBlocks(headline)],
  };
}

type Verification = ReportHeadline['verification'];

function describeVerification({ verification }: ReportHeadline): string {
  const { verdict, sampleRows, checks, failed, skipped } = verification;
  const made = countOf(checks - skipped.length, 'check');
  const by = sampleRows === undefined ? '' : `, by a sample of ${countOf(sampleRows, 'row')}`;
  const notMade = skipped.length === 0 ? '' : ` ${formatCount(skipped.length)} could not be made.`;
  return verdict === 'passed'
    ? `Verification passed: ${made} held${by}.${notMade}`
    : `Verification failed: ${formatCount(failed.length)} of ${made} did not hold${by}.${notMade}`;
}

function failedChecks({ verification: { failed } }: ReportHeadline): string[] {
  if (failed.length === 0) return [];
  const names = listOf(failed.map((check) => check.name));
  return [`Verification failed at ${names}: find out why before you train on it.`];
}

// A mix is weighted as its profile says, and may be of one label.
function largestAboveCap({ kind, largestShare }: ReportHeadline): string[] {
  if (kind === 'mix' || largestShare === undefined) return [];
  if (largestShare.share <= largestShare.cap) return [];
  const { label, share, cap } = largestShare;
  return [
    `${label} holds ${formatPercent(share)} of the rows; at most ${formatPercent(cap)} is meant.`,
  ];
}

function figures(headline: ReportHeadline): FiguresBlock {
  const { rows, bytes, read = 0, removed, deduplicationRate } = headline;
  return {
    kind: 'figures',
    figures: [
      { name: 'Rows', value: formatCount(rows), note: describeRows(headline), tone: 'plain' },
      {
        name: 'Size',
        value: formatBytes(bytes),
        note: `${formatCount(bytes)} bytes`,
        tone: 'plain',
      },
      ...(removed === undefined
        ? []
        : ([
            {
              name: 'Removed',
              value: formatCount(removed),
              note: `${formatPercent(removed / Math.max(1, read))} of the rows read`,
              tone: 'plain',
            },
          ] as const)),
      ...(deduplicationRate === undefined
        ? []
        : ([
            {
              name: 'Duplicates',
              value: deduplicationRate,
              note: 'of the rows read',
              tone: 'plain',
            },
          ] as const)),
      ...largestFigure(headline),
      verificationFigure(headline.verification),
    ],
  };
}

function describeRows({ replayed, setAside }: ReportHeadline): string {
  return [
    ...(replayed > 0 ? [`${formatCount(replayed)} of them replayed`] : []),
    ...(setAside > 0 ? [`${formatCount(setAside)} more set aside for validation`] : []),
  ].join('; ');
}

function largestFigure({ largestShare }: ReportHeadline): FiguresBlock['figures'] {
  if (largestShare === undefined) return [];
  const { label, share, cap } = largestShare;
  return [
    {
      name: 'Largest share',
      value: formatPercent(share),
      note: `${label}; at most ${formatPercent(cap)}`,
      tone: share > cap ? 'fault' : 'plain',
    },
  ];
}

function verificationFigure({
  verdict,
  checks,
  failed,
  skipped,
}: Verification): FiguresBlock['figures'][number] {
  const made = checks - skipped.length;
  return verdict === 'passed'
    ? { name: 'Verification', value: 'passed', note: countOf(made, 'check'), tone: 'good' }
    : {
        name: 'Verification',
        value: 'failed',
        note: `${formatCount(failed.length)} of ${countOf(made, 'check')}`,
        tone: 'fault',
      };
}

function checkBlocks({ verification, repaired }: ReportHeadline): SectionBlock[] {
  const { failed, skipped } = verification;
  const mended = Object.entries(repaired).filter(([, rows]) => rows > 0);
  return [
    ...(failed.length === 0
      ? []
      : ([
          {
            kind: 'list',
            items: failed.flatMap(({ name, problems }) =>
              problems.length === 0 ? [name] : problems.map((problem) => `${name}: ${problem}`),
            ),
          },
        ] as const)),
    ...mended.map(
      ([kind, rows]) =>
        ({
          kind: 'note',
          text: `${countOf(rows, 'row')} mended before hashing: ${kind}.`,
        }) as const,
    ),
    ...(skipped.length === 0
      ? []
      : ([
          {
            kind: 'disclosure',
            title: 'Checks that were not made',
            figure: formatCount(skipped.length),
            blocks: [
              { kind: 'list', items: skipped.map(({ name, reason }) => `${name}: ${reason}`) },
            ],
          },
        ] as const)),
  ];
}
