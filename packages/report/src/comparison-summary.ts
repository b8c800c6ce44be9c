import { comparisonTables, describeComparison } from './comparison-tables.ts';
import { type CorpusComparison } from './page/corpus-report.ts';
import { renderTable } from './table.ts';
import { visibleText } from './visible-text.ts';

/** Two manifests side by side for the terminal: which they are, the change in a sentence, and a table for each part. */
export function renderComparison(comparison: CorpusComparison, widthColumns?: number): string {
  const { before, after } = comparison;
  const places = [
    `before  ${visibleText(before.manifest)}`,
    `after   ${visibleText(after.manifest)}`,
    `        ${describeComparison(comparison)}`,
  ];
  const tables = comparisonTables(comparison).map(({ title, columns, rows, note }) => {
    if (rows.length === 0) return `${title}: ${note}`;
    const table = renderTable({
      columns,
      rows,
      ...(widthColumns !== undefined && { widthColumns }),
    });
    return note === '' ? table : `${table}\n${note}`;
  });
  return [places.join('\n'), ...tables].join('\n\n');
}
