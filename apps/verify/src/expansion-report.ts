import { formatBytes, formatCount, renderTable, visibleText } from '@llamaforge/report';
import { renderChecks, reportChecks, type ReportForm } from './check-report.ts';
import { type CommandOutcome } from './command-outcome.ts';
import { type ExpansionFileFigures, type ExpansionVerification } from './verify-expansion.ts';

/** The report in the form that the flags ask for: a JSON object, the failures alone, or everything a person reads. */
export function reportExpansion(
  { folder, files, checks }: ExpansionVerification,
  form: ReportForm,
): CommandOutcome {
  const parts = [`expansion  ${visibleText(folder)}`, renderFiles(files), renderChecks(checks)];
  return reportChecks({ what: 'expansion', checks, parts, json: { folder, files } }, form);
}

function renderFiles(files: readonly ExpansionFileFigures[]): string {
  return renderTable({
    columns: [
      { title: 'file', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'source', align: 'left', shrink: true },
      { title: 'problems', align: 'right' },
    ],
    rows: files.map(({ path, rows, bytes, sources, problems }) => [
      path,
      formatCount(rows),
      formatBytes(bytes),
      sources.length > 1 ? `${formatCount(sources.length)} sources` : (sources[0] ?? ''),
      formatCount(problems),
    ]),
  });
}
