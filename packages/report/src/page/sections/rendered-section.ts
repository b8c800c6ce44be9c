import { formatCount } from '../../format-number.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import { type ReportSection } from '../report-section.ts';
import { countOf } from '../words.ts';
import { shownRow } from './shown-row.ts';

/** Rows that a trainer sees twice though their fields differ. */
export function renderedSection({ rendered, headline }: CorpusReport): ReportSection {
  const { rows, examples } = rendered;
  const share = formatPercent(rows / Math.max(1, headline.rows));
  return {
    id: 'rendered',
    title: 'What else trains identically',
    lead:
      rows === 0
        ? 'No row renders to the same prompt and answer as another.'
        : `${countOf(rows, 'row')} (${share}) ${rows === 1 ? 'renders' : 'render'} to the same prompt and answer as an earlier row; merge with --key rendered to remove ${rows === 1 ? 'it' : 'them'}.`,
    findings:
      rows === 0
        ? []
        : [
            `${countOf(rows, 'row')} ${rows === 1 ? 'trains' : 'train'} identically to an earlier one: merge with --key rendered.`,
          ],
    blocks: [
      { kind: 'note', text: 'Exact: counted over all rows.' },
      ...examples.map(
        ([first, later], index) =>
          ({
            kind: 'disclosure',
            title: `Pair ${String(index + 1)}`,
            figure: `lines ${formatCount(first.line)} and ${formatCount(later.line)}`,
            blocks: [{ kind: 'rows', rows: [shownRow(first), shownRow(later)], left: 0 }],
          }) as const,
      ),
    ],
  };
}
