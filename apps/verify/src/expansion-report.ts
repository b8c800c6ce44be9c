import { formatBytes, formatCount, renderTable, visibleText } from '@llamaforge/report';
import { renderChecks, reportChecks, type ReportForm } from './check-report.ts';
import { type CommandOutcome } from './command-outcome.ts';
import { type ExpansionFileFigures, type ExpansionVerification } from './verify-expansion.ts';

/** The report in the form that the flags ask for: a JSON object, the failures alone, or everything a person reads. */
export function reportExpansion(
  { folder, lock, files, checks }: ExpansionVerification,
  form: ReportForm,
): CommandOutcome {
  const parts = [
    renderPlaces(folder, lock),
    renderFiles(files),
    describeRepeated(files),
    renderChecks(checks),
  ];
  const json = { folder, lock: lock ?? null, files };
  return reportChecks({ what: 'expansion', checks, parts, json }, form);
}

function renderPlaces(folder: string, lock: string | undefined): string {
  return [
    `expansion  ${visibleText(folder)}`,
    ...(lock === undefined ? [] : [`lock       ${visibleText(lock)}`]),
  ].join('\n');
}

function renderFiles(files: readonly ExpansionFileFigures[]): string {
  return renderTable({
    columns: [
      { title: 'file', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'repeated', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'source', align: 'left', shrink: true },
      { title: 'problems', align: 'right' },
    ],
    rows: files.map(({ path, rows, repeated, bytes, sources, problems }) => [
      path,
      formatCount(rows),
      formatCount(repeated),
      formatBytes(bytes),
      sources.length > 1 ? `${formatCount(sources.length)} sources` : (sources[0] ?? ''),
      formatCount(problems),
    ]),
  });
}

/** Says what becomes of repeated rows; empty where there are none. */
function describeRepeated(files: readonly ExpansionFileFigures[]): string {
  const repeated = files.reduce((sum, file) => sum + file.repeated, 0);
  if (repeated === 0) return '';
  const what = repeated === 1 ? 'row repeats' : 'rows repeat';
  return `${formatCount(repeated)} ${what} an earlier row of the same file; a merge keeps the first.`;
}
