import {
  formatBytes,
  formatCount,
  formatShare,
  renderTable,
  reportFindings,
  visibleText,
  type CorpusReport,
} from '@llamaforge/report';
import { type CommandOutcome } from '../command-outcome.ts';
import { wrapLine } from '../wrap-line.ts';

/** Where a report was written, and how it is told of. */
export interface ReportForm {
  readonly html: string;
  readonly markdown: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** What the command says of a report on stdout: an object for machines, or a few lines and tables. It never fails: the report says what did. */
export function reportOutcome(report: CorpusReport, form: ReportForm): CommandOutcome {
  const { json, quiet } = form;
  if (json) return { text: `${JSON.stringify(describeReport(report, form))}\n`, failed: false };
  if (quiet) return { text: '', failed: false };
  const parts = [
    describeHeadline(report),
    describeFindings(report),
    renderLabels(report),
    renderTags(report),
    describePlaces(form),
  ];
  return { text: `${parts.filter((part) => part !== '').join('\n\n')}\n`, failed: false };
}

/** The figures alone: texts of rows are in the files. */
function describeReport(
  report: CorpusReport,
  { html, markdown }: ReportForm,
): Readonly<Record<string, unknown>> {
  const { headline, sample } = report;
  return {
    html,
    markdown,
    kind: headline.kind,
    file: headline.file,
    verdict: headline.verification.verdict,
    failed_checks: headline.verification.failed.map(({ name }) => name),
    findings: reportFindings(report),
    rows: headline.rows,
    replayed: headline.replayed,
    set_aside: headline.setAside,
    read: headline.read ?? null,
    removed: headline.removed ?? null,
    deduplication_rate: headline.deduplicationRate ?? null,
    bytes: headline.bytes,
    sample: {
      rows: sample.rows,
      of: sample.of,
      seed: sample.seed,
      unreadable: sample.unreadable,
      language_rows: sample.languageRows,
    },
    labels: report.labels,
    sources: report.sources,
    lengths: report.lengths,
    tokens: describeTokens(report),
    turns: report.turns,
    languages: report.languages,
    rendered_rows: report.rendered.rows,
    tags: report.tags.map(({ tag, rows, sources }) => ({
      tag,
      rows,
      sources: sources.map((source) => ({
        source: source.source,
        rows: source.rows,
        of: source.of,
      })),
    })),
    rejected: report.rejects.map(({ reason, rows }) => ({ reason, rows })),
  };
}

function describeTokens({ tokens }: CorpusReport): Readonly<Record<string, unknown>> {
  return {
    tokenizer: tokens.tokenizer ?? null,
    rows: tokens.rows,
    characters_per_token: tokens.charactersPerToken,
    median: tokens.median,
    p95: tokens.p95,
    longer: tokens.longer,
  };
}

function describeHeadline({ headline, sample }: CorpusReport): string {
  const { verification, largestShare } = headline;
  const { sampleRows } = verification;
  const sampled = sampleRows === undefined ? '' : `, by ${formatCount(sampleRows)} of the rows`;
  const failed = verification.failed.map(({ name }) => name).join(', ');
  return [
    `${visibleText(headline.file)}: ${countOf(headline.rows, 'row')}, ${formatBytes(headline.bytes)}${describeOtherRows(headline)}`,
    verification.verdict === 'passed'
      ? `verification passed (${countOf(verification.checks - verification.skipped.length, 'check')}, ${formatCount(verification.skipped.length)} skipped)${sampled}`
      : `verification FAILED: ${failed}${sampled}; \`corpus\` says why`,
    ...(largestShare === undefined
      ? []
      : [
          `largest: ${visibleText(largestShare.label)}, ${formatShare(largestShare.share)} of the rows`,
        ]),
    sample.rows === sample.of
      ? 'every row was looked at'
      : `a sample of ${formatCount(sample.rows)} of ${formatCount(sample.of)} rows was looked at (--seed ${String(sample.seed)})`,
    ...(sample.unreadable === 0 ? [] : [describeUnreadable(sample)]),
  ].join('\n');
}

/** What tells the rows of the files from the rows kept, which are what shares are of, and from the rows read. */
function describeOtherRows({
  kind,
  replayed,
  setAside,
  removed = 0,
}: CorpusReport['headline']): string {
  return [
    ...(replayed > 0 ? [`, ${formatCount(replayed)} of them replayed`] : []),
    ...(setAside > 0 ? [`, ${formatCount(setAside)} more set aside`] : []),
    ...(removed > 0
      ? [`, ${formatCount(removed)} ${kind === 'corpus' ? 'removed before' : 'left out'}`]
      : []),
  ].join('');
}

/** The same as the page begins with. */
function describeFindings(report: CorpusReport): string {
  const found = reportFindings(report);
  if (found.length === 0) return '';
  const lines = found.map((text) => wrapLine(`- ${visibleText(text)}`, ''));
  return ['What to look at:', ...lines].join('\n');
}

function describeUnreadable({ unreadable, of }: CorpusReport['sample']): string {
  if (of === 0) return 'no line holds a record: name what a merge wrote, or merge this file first';
  return unreadable === 1
    ? '1 line holds no record: see it with `corpus`'
    : `${formatCount(unreadable)} lines hold no record: see them with \`corpus\``;
}

function renderLabels({ labels }: CorpusReport): string {
  if (labels.length === 0) return '';
  return renderTable({
    columns: [
      { title: 'category', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'usual', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows: labels.map(({ label, rows, share, target, verdict }) => [
      label,
      formatCount(rows),
      formatShare(share),
      target === undefined ? '' : `${formatShare(target.least)} to ${formatShare(target.most)}`,
      verdict ?? '',
    ]),
  });
}

function renderTags({ tags, sample }: CorpusReport): string {
  const found = tags.filter(({ rows }) => rows > 0);
  if (found.length === 0) return 'no quality tag holds for any row that was looked at';
  const table = renderTable({
    columns: [
      { title: 'tag', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'most in', align: 'left', shrink: true },
    ],
    rows: found.map(({ tag, rows, of, sources }) => [
      tag,
      formatCount(rows),
      formatShare(rows / of),
      sources[0]?.source ?? '',
    ]),
  });
  const partly = found
    .filter(({ of }) => of < sample.rows)
    .map(({ tag, of }) => `${tag} was looked for in ${formatCount(of)} of these rows`);
  return [table, ...partly].join('\n');
}

function describePlaces({ html, markdown }: ReportForm): string {
  return `report: ${visibleText(html)}\n        ${visibleText(markdown)}`;
}

function countOf(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}
