import { commonFolder } from '../../common-folder.ts';
import { bytesCell, changeCell, countCell, shareCell, textCell } from '../cells.ts';
import {
  type CorpusComparison,
  type CorpusReport,
  type RejectFigures,
  type ReportHeadline,
  type RowFlow,
} from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type Cell,
  type FlowPart,
  type ReportSection,
  type SectionBlock,
  type TableBlock,
} from '../report-section.ts';
import { formatCount } from '../../format-number.ts';
import { countOf } from '../words.ts';

/** What became of every row that was read. */
export function flowSection(report: CorpusReport): ReportSection {
  const { headline, flow: told, comparison } = report;
  const isSelection = headline.kind !== 'corpus';
  const flow = told !== undefined && isSelection ? withSelectionTold(told) : told;
  const verb = isSelection ? 'left out' : 'rejected';
  return {
    id: 'flow',
    title: 'Rows read and kept',
    lead: flow === undefined ? unknownFlow : describeFlow(flow, verb),
    findings:
      flow === undefined
        ? []
        : [...missingRows(flow), ...(isSelection ? [] : largeRejects(flow, report))],
    blocks: [
      ...(flow === undefined || flow.read === 0
        ? []
        : [chartOf(flow, verb), tableOf(flow, { verb, headline })]),
      ...(comparison === undefined ? [] : [changeTable(comparison)]),
    ],
  };
}

/** What becomes of the rows of a corpus that are not kept and no duplicates; of a selection it is no fault. */
type Verb = 'rejected' | 'left out';

function withSelectionTold(flow: RowFlow): RowFlow {
  const rejected = flow.rejected.map((entry) =>
    entry.reason === 'not_selected' ? { ...entry, about: 'not among the rows chosen' } : entry,
  );
  return { ...flow, rejected };
}

const unknownFlow = 'There is no manifest, so it is not known what was read and what was removed.';

// Thinner bands than this many cannot be told apart; the table has them all.
const MOST_REASONS_DRAWN = 8;

function describeFlow(flow: RowFlow, verb: Verb): string {
  if (flow.read === 0) return 'No row was read.';
  const kept = `${formatCount(flow.kept)} (${formatPercent(flow.kept / flow.read)})`;
  const reasons = flow.rejected.filter((entry) => entry.rows > 0).length;
  const rejected = countRejected(flow);
  const why = reasons === 0 ? '' : ` for ${countOf(reasons, 'reason')}`;
  return (
    `Of ${countOf(flow.read, 'row')} read, ${kept} were kept; ` +
    `${formatCount(flow.duplicates)} were duplicates of an earlier row and ${formatCount(rejected)} were ${verb}${why}.`
  );
}

function missingRows(flow: RowFlow): string[] {
  const told = flow.kept + flow.duplicates + countRejected(flow);
  if (told === flow.read) return [];
  return [
    `The ledger does not add up: ${countOf(flow.read, 'row')} read, but ${formatCount(told)} kept, duplicate or rejected.`,
  ];
}

// Fewer than these are the usual dirt of data; more may be a file that was misread. What a mix leaves out, it was asked to.
const LARGE_PART = 0.02;

function largeRejects(flow: RowFlow, { rejects, files }: CorpusReport): string[] {
  const folder = commonFolder(files.map((file) => file.path));
  const wherever = new Map(
    rejects.map((entry) => [entry.reason, describeMost(entry.files, folder)]),
  );
  return byRows(flow)
    .filter(({ rows }) => rows / Math.max(1, flow.read) >= LARGE_PART)
    .map(
      ({ reason, about, rows }) =>
        `${formatPercent(rows / flow.read)} of the rows read were rejected as ${reason}${wherever.get(reason) ?? ''}: ${about}.`,
    );
}

function describeMost(files: RejectFigures['files'], folder: string): string {
  const [most] = files;
  if (most === undefined) return '';
  const many = files.length === 1 ? 'all' : formatCount(most.rows);
  return `, ${many} of them in ${most.path.slice(folder.length)}`;
}

function countRejected({ rejected }: RowFlow): number {
  return rejected.reduce((sum, { rows }) => sum + rows, 0);
}

function byRows(flow: RowFlow): RowFlow['rejected'] {
  return [...flow.rejected].sort((a, b) => b.rows - a.rows);
}

function chartOf(flow: RowFlow, verb: Verb): SectionBlock {
  const parts: FlowPart[] = [
    { name: 'kept', amount: flow.kept, tone: 'good', parts: [] },
    { name: 'duplicates', amount: flow.duplicates, tone: 'quiet', parts: [] },
    {
      name: verb,
      amount: countRejected(flow),
      tone: verb === 'rejected' ? 'fault' : 'quiet',
      parts: reasonParts(flow),
    },
  ];
  return {
    kind: 'chart',
    about: describeFlow(flow, verb),
    chart: { kind: 'flow', name: 'read', amount: flow.read, parts },
  };
}

function reasonParts(flow: RowFlow): FlowPart['parts'] {
  const reasons = byRows(flow).map(({ reason, rows }) => ({ name: reason, amount: rows }));
  if (reasons.length <= MOST_REASONS_DRAWN) return reasons;
  const drawn = reasons.slice(0, MOST_REASONS_DRAWN - 1);
  const others = reasons.slice(MOST_REASONS_DRAWN - 1);
  const amount = others.reduce((sum, part) => sum + part.amount, 0);
  return [...drawn, { name: `${String(others.length)} other reasons`, amount }];
}

function tableOf(
  flow: RowFlow,
  { verb, headline }: { readonly verb: Verb; readonly headline: ReportHeadline },
): SectionBlock {
  const kept =
    headline.setAside > 0 ? 'stand in the corpus or are set aside' : 'stand in the corpus';
  const line = (name: string, rows: number, about: string) => [
    textCell(name),
    countCell(rows),
    shareCell(rows, flow.read),
    textCell(about),
  ];
  return {
    kind: 'table',
    caption: 'What became of the rows that were read',
    columns: [
      { title: 'rows', numeric: false },
      { title: 'count', numeric: true },
      { title: 'of rows read', numeric: true },
      { title: 'meaning', numeric: false },
    ],
    rows: [
      line('kept', flow.kept, kept),
      line('duplicates', flow.duplicates, 'equal an earlier row, which is kept'),
      ...byRows(flow).map(({ reason, rows, about }) => line(reason, rows, `${verb}: ${about}`)),
      line('read', flow.read, 'all of them'),
    ],
    left: 0,
  };
}

function changeTable({ before, after, rejected }: CorpusComparison): TableBlock {
  const line = (name: string, then: number, now: number): Cell[] => [
    textCell(name),
    countCell(then),
    countCell(now),
    changeCell(then, now),
  ];
  return {
    kind: 'table',
    caption: `Before (${before.manifest}) and now`,
    columns: [
      { title: 'rows', numeric: false },
      { title: 'before', numeric: true },
      { title: 'now', numeric: true },
      { title: 'change', numeric: true },
    ],
    rows: [
      line('read', before.read, after.read),
      line('kept', before.rows, after.rows),
      line('duplicates', before.duplicates, after.duplicates),
      ...rejected.map((entry) => line(entry.name, entry.before, entry.after)),
      [textCell('size of the file'), bytesCell(before.bytes), bytesCell(after.bytes), textCell('')],
    ],
    left: 0,
  };
}
