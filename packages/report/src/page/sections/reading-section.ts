import { type CorpusReport } from '../corpus-report.ts';
import { type ReportSection } from '../report-section.ts';
import { countOf } from '../words.ts';
import { shownRow } from './shown-row.ts';

/** Rows of each category to be read. */
export function readingSection({ readings, sample }: CorpusReport): ReportSection {
  const filled = readings.filter((entry) => entry.rows.length > 0);
  const most = Math.max(0, ...filled.map((entry) => entry.rows.length));
  return {
    id: 'reading',
    title: 'Rows to read',
    lead:
      filled.length === 0
        ? 'There are no rows to read.'
        : `Up to ${countOf(most, 'row')} of each category, chosen at random (seed ${String(sample.seed)}): what a model would learn from.`,
    findings: [],
    blocks: filled.map(({ category, label, rows }) => ({
      kind: 'disclosure',
      title: category === label ? category : `${category} · ${label}`,
      figure: countOf(rows.length, 'row'),
      blocks: [{ kind: 'rows', rows: rows.map((row) => shownRow(row)), left: 0 }],
    })),
  };
}
