import {
  formatBytes,
  formatCount,
  formatShare,
  renderTable,
  visibleText,
} from '@llamaforge/report';
import { renderChecks, reportChecks, type ReportForm } from './check-report.ts';
import { type CommandOutcome } from './command-outcome.ts';
import { type SampleFigures } from './row-sample.ts';
import { type CorpusVerification } from './verify-corpus.ts';

const MOST_SOURCES_SHOWN = 30;

/** The report in the form that the flags ask for: a JSON object, the failures alone, or everything a person reads. */
export function reportCorpus(verification: CorpusVerification, form: ReportForm): CommandOutcome {
  const { checks, kind, sample } = verification;
  const parts = [
    renderFiles(verification),
    renderLabels(verification),
    renderSources(verification),
    renderChecks(checks),
  ];
  const name = nameOfKind[kind ?? 'corpus'];
  const what = sample === undefined ? name : `sample of the ${name}`;
  return reportChecks({ what, checks, parts, json: describeCorpus(verification) }, form);
}

/** What a corpus of each kind is called in sentences. */
export const nameOfKind = {
  corpus: 'corpus',
  mix: 'mix',
  balance: 'balanced corpus',
  curriculum: 'curriculum',
} as const;

function describeCorpus({
  kind,
  file,
  manifest,
  rows,
  bytes,
  files,
  sample,
  rowDigests,
  labels,
  sources,
}: CorpusVerification): Readonly<Record<string, unknown>> {
  const checkedRows = sample?.rows ?? rows;
  return {
    kind: kind ?? null,
    file,
    manifest: manifest ?? null,
    rows,
    bytes,
    files,
    sample: sample ?? null,
    row_digests: rowDigests ?? null,
    labels,
    sources: sources.map((source) => ({ ...source, share: shareOf(source.rows, checkedRows) })),
  };
}

function renderFiles({ kind, manifest, rows, files, sample }: CorpusVerification): string {
  const what = nameOfKind[kind ?? 'corpus'];
  const [corpora, validation] = (['corpus', 'validation'] as const).map((role) =>
    files.filter((file) => file.role === role).flatMap(describeFile),
  );
  const repeated = files.reduce((sum, file) => sum + file.rows, 0) - rows;
  const parts = [
    { title: what, lines: corpora ?? [] },
    { title: 'validation', lines: validation ?? [] },
    { title: 'manifest', lines: [visibleText(manifest ?? 'none: checked alone')] },
    ...(sample === undefined ? [] : [{ title: 'sample', lines: [describeSampleRows(sample)] }]),
    ...(kind === 'curriculum' && repeated > 0 && sample === undefined
      ? [{ title: 'repeated', lines: [`${formatCount(repeated)} rows, counted once below`] }]
      : []),
  ].filter(({ lines }) => lines.length > 0);
  const width = Math.max(...parts.map(({ title }) => title.length));
  return parts
    .flatMap(({ title, lines }) =>
      lines.map((line, index) => `${(index === 0 ? title : '').padEnd(width)}  ${line}`),
    )
    .join('\n');
}

function describeSampleRows({ rows, of, seed }: SampleFigures): string {
  const share = `${formatCount(rows)} of ${formatCount(of)} rows`;
  return `${share} (seed ${String(seed)}), which the tables below are of`;
}

function describeFile({ path, rows, bytes }: CorpusVerification['files'][number]): string[] {
  return [visibleText(path), `${formatCount(rows)} rows, ${formatBytes(bytes)}`];
}

function renderLabels({ labels }: CorpusVerification): string {
  return renderTable({
    columns: [
      { title: 'category', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'usual', align: 'left' },
      { title: 'verdict', align: 'left' },
    ],
    rows: labels.map(({ label, rows, share, target, verdict }) => [
      label,
      formatCount(rows),
      formatShare(share),
      target ?? '',
      verdict ?? '',
    ]),
  });
}

function renderSources({ sources, rows, sample }: CorpusVerification): string {
  const shown = sources.slice(0, MOST_SOURCES_SHOWN);
  const rest = sources.slice(MOST_SOURCES_SHOWN);
  const restRows = rest.reduce((sum, source) => sum + source.rows, 0);
  const listed = [
    ...shown,
    ...(rest.length === 0
      ? []
      : [{ source: `(${formatCount(rest.length)} more)`, rows: restRows }]),
  ];
  return renderTable({
    columns: [
      { title: 'source', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    rows: listed.map((source) => [
      source.source,
      formatCount(source.rows),
      formatShare(shareOf(source.rows, sample?.rows ?? rows)),
    ]),
  });
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
