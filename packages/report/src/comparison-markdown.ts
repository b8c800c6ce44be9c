import { comparisonTables, describeComparison } from './comparison-tables.ts';
import { textCell } from './page/cells.ts';
import { type CorpusComparison } from './page/corpus-report.ts';
import { cutText } from './page/cut-text.ts';
import { markdownTable } from './page/markdown/markdown-table.ts';
import { markdownText } from './page/markdown/markdown-text.ts';

// A pull request takes 65,536 characters: a name that data made endless must not take them all.
const MOST_UNITS = 200;

/** Two manifests side by side as Markdown, for a pull request or a CI summary; every name is escaped. */
export function renderComparisonMarkdown(comparison: CorpusComparison): string {
  const { before, after } = comparison;
  const names = [before, after].map(({ manifest }) => markdownText(cutText(manifest, MOST_UNITS)));
  const tables = comparisonTables(comparison).map(({ title, columns, rows, note }) => {
    if (rows.length === 0) return `**${title}**: ${note}`;
    const table = markdownTable({
      kind: 'table',
      caption: title,
      columns: columns.map((column) => ({
        title: column.title,
        numeric: column.align === 'right',
      })),
      // Rows that end early would leave the last cells to chance.
      rows: rows.map((row) =>
        columns.map((_, index) => textCell(cutText(row[index] ?? '', MOST_UNITS))),
      ),
      left: 0,
    });
    return note === '' ? table : `${table}\n\n${note}`;
  });
  const places = `From ${names[0] ?? ''} to ${names[1] ?? ''}: ${describeComparison(comparison)}.`;
  return [places, ...tables].join('\n\n');
}
