import { commonFolder } from '../../common-folder.ts';
import { formatCount } from '../../format-number.ts';
import { countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type RejectFigures } from '../corpus-report.ts';
import {
  type DisclosureBlock,
  type ReportSection,
  type SectionBlock,
  type ShownRow,
} from '../report-section.ts';
import { countOf } from '../words.ts';

/** Rows that were left out, by reason, as they were read. */
export function rejectSection({ rejects, flow, files }: CorpusReport): ReportSection {
  const folder = commonFolder(files.map((file) => file.path));
  const found = rejects.filter((entry) => entry.rows > 0).sort((a, b) => b.rows - a.rows);
  return {
    id: 'rejects',
    title: 'Rejected rows',
    lead:
      found.length === 0 && flow === undefined
        ? 'There is no manifest, so it is not known what was rejected.'
        : describeRejects(found),
    findings: [],
    blocks: found.map((entry) => reasonBlock(entry, folder)),
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

function reasonBlock(figures: RejectFigures, folder: string): DisclosureBlock {
  const { reason, about, rows, examples } = figures;
  return {
    kind: 'disclosure',
    title: reason,
    figure: countOf(rows, 'row'),
    blocks: [
      { kind: 'note', text: about },
      ...fileTable(figures, folder),
      examples.length === 0
        ? { kind: 'note', text: 'There are no examples: the rejected rows were not kept.' }
        : { kind: 'rows', rows: examples.map(rejectedRow), left: 0 },
    ],
  };
}

function fileTable({ reason, files }: RejectFigures, folder: string): SectionBlock[] {
  if (files.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Rows rejected as ${reason} by file${folder === '' ? '' : `, in ${folder}`}`,
      columns: [
        { title: 'file', numeric: false },
        { title: 'rows', numeric: true },
        { title: 'of the file', numeric: true },
      ],
      rows: files.map(({ path, rows, read }) => [
        textCell(path.slice(folder.length)),
        countCell(rows),
        shareCell(rows, read),
      ]),
      left: 0,
    },
  ];
}

function rejectedRow({ file, line, detail, raw }: RejectFigures['examples'][number]): ShownRow {
  return {
    place: `${file}:${String(line)}`,
    note: detail,
    left: 0,
    parts: [{ name: 'as it was read', speaker: undefined, text: raw }],
  };
}
