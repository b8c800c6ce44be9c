import { visibleText } from '../../visible-text.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { cutText } from '../cut-text.ts';
import { fitSize } from '../fit-size.ts';
import { type ReportSection, type SectionBlock } from '../report-section.ts';
import { reportSections } from '../report-sections.ts';
import { versionText } from '../version-text.ts';
import { markdownChart } from './markdown-chart.ts';
import { markdownRows } from './markdown-rows.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';

/** The report as Markdown of less than 2 MB: the sections and tables of the page, pictures as tables, rows in fenced blocks. */
export function renderReportMarkdown(report: CorpusReport): string {
  const { file, toolVersion } = report.headline;
  return fitSize(reportSections(report), (sections, wasCut) =>
    [
      `# ${markdownText(cutText(visibleText(file), 200))}`,
      findingsText(sections),
      ...sections.map(sectionText),
      ...(wasCut ? ['Examples were shortened to keep this file below 2 MB.'] : []),
      `LlamaForge Corpus ${markdownText(versionText(toolVersion))}\n`,
    ].join('\n\n'),
  ).text;
}

function findingsText(sections: readonly ReportSection[]): string {
  const findings = sections.flatMap((section) => section.findings);
  const lines = findings.map((text) => `- ${markdownText(text)}`);
  return `## What to look at\n\n${lines.length === 0 ? 'Nothing stands out.' : lines.join('\n')}`;
}

function sectionText({ title, lead, blocks }: ReportSection): string {
  return [
    `## ${markdownText(title)}`,
    markdownText(lead),
    ...blocks.flatMap((block) => blockText(block, 3)),
  ].join('\n\n');
}

/** A block's paragraphs; `level` is that of a heading within it. */
function blockText(block: SectionBlock, level: number): string[] {
  switch (block.kind) {
    case 'note':
      return [markdownText(block.text)];
    case 'list':
      return [block.items.map((item) => `- ${markdownText(item)}`).join('\n')];
    case 'figures':
      return [
        block.figures
          .map(
            ({ name, value, note }) =>
              `- ${name}: **${value}**${note === '' ? '' : ` (${markdownText(note)})`}`,
          )
          .join('\n'),
      ];
    case 'chart': {
      const text = markdownChart(block.chart);
      return text === undefined ? [] : [text];
    }
    case 'table':
      return [markdownTable(block)];
    case 'disclosure':
      return [
        `${'#'.repeat(level)} ${markdownText(block.title)} (${markdownText(block.figure)})`,
        ...block.blocks.flatMap((inner) => blockText(inner, level + 1)),
      ];
    case 'rows':
      return [markdownRows(block)];
  }
}
