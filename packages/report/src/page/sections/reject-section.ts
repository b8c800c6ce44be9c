import { formatCount } from '../../format-number.ts';
import { type CorpusReport, type RejectFigures } from '../corpus-report.ts';
import { type DisclosureBlock, type ReportSection, type ShownRow } from '../report-section.ts';
import { countOf } from '../words.ts';

/** Rows that were left out, by reason, as they were read. */
export function rejectSection({ rejects, flow }: CorpusReport): ReportSection {
  const found = rejects.filter((entry) => entry.rows > 0).sort((a, b) => b.rows - a.rows);
  return {
    id: 'rejects',
    title: 'Rejected rows',
    lead:
      found.length === 0 && flow === undefined
        ? 'There is no manifest, so it is not known what was rejected.'
        : describeRejects(found),
    findings: [],
    blocks: found.map(reasonBlock),
  };
}

function describeRejects(rejects: readonly RejectFigures[]): string {
  const [most] = rejects;
  if (most === undefined) return 'No row was rejected.';
  const rows = rejects.reduce((sum, entry) => sum + entry.rows, 0);
  return rejects.length === 1
    ? `${countOf(rows, 'row')} rejected, all for one reason: ${most.reason}.`
    : `${countOf(rows, 'row')} rejected for ${formatCount(rejects.length)} reasons, most of all ${most.reason}.`;
}

function reasonBlock({ reason, about, rows, examples }: RejectFigures): DisclosureBlock {
  return {
    kind: 'disclosure',
    title: reason,
    figure: countOf(rows, 'row'),
    blocks: [
      { kind: 'note', text: about },
      examples.length === 0
        ? { kind: 'note', text: 'There are no examples: the rejected rows were not kept.' }
        : { kind: 'rows', rows: examples.map(rejectedRow), left: 0 },
    ],
  };
}

function rejectedRow({ file, line, detail, raw }: RejectFigures['examples'][number]): ShownRow {
  return {
    place: `${file}:${String(line)}`,
    note: detail,
    left: 0,
    parts: [{ name: 'as it was read', speaker: undefined, text: raw }],
  };
}
