import { renderReportMarkdown, renderReportPage, type CorpusReport } from '@llamaforge/report';
import { writeWhole } from '../write-whole.ts';
import { type ReportPaths } from './report-paths-of.ts';

/** Writes a report as a page and as Markdown, each whole or not at all; throws FileAccessError. */
export function writeReport(report: CorpusReport, { html, markdown }: ReportPaths): void {
  const page = renderReportPage(report);
  const text = renderReportMarkdown(report);
  writeWhole(html, page);
  writeWhole(markdown, text);
}
