import { formatBytes, formatCount, formatShare } from './format-number.ts';
import { type ComparedRows, type CorpusComparison } from './page/corpus-report.ts';
import { countOf } from './page/words.ts';
import { type TableColumn } from './table.ts';

/** One thing that two manifests are compared by; `note` stands below the rows, or in their place where there are none. */
export interface ComparisonTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

// So many sources fill some screens; the whole list is for machines.
const MOST_ROWS = 100;

/** What changed from one manifest to the other: the whole, then labels, sources and reasons, the largest change first. */
export function comparisonTables(comparison: CorpusComparison): ComparisonTable[] {
  return [
    wholeTable(comparison),
    labelTable(comparison),
    changeTable('source', comparison.sources),
    changeTable('rejected for', comparison.rejected),
  ];
}

/** The change in one sentence: `402 rows, 5 more than before; 1 source is new, 2 are gone`. */
export function describeComparison({ before, after, sources }: CorpusComparison): string {
  const change = after.rows - before.rows;
  const direction = change > 0 ? 'more' : 'fewer';
  const rows =
    change === 0
      ? 'as many as before'
      : `${formatCount(Math.abs(change))} ${direction} than before`;
  const fresh = sources.filter(isNew).length;
  const gone = sources.filter(isGone).length;
  const parts = [
    ...(fresh > 0 ? [`${countSources(fresh)} new`] : []),
    ...(gone > 0 ? [`${countSources(gone)} gone`] : []),
  ];
  const named = parts.length === 0 ? '' : `; ${parts.join(', ')}`;
  return `${countOf(after.rows, 'row')}, ${rows}${named}`;
}

function countSources(count: number): string {
  return `${countOf(count, 'source')} ${count === 1 ? 'is' : 'are'}`;
}

function wholeTable({ before, after }: CorpusComparison): ComparisonTable {
  const rejected = [before, after].map((corpus) => corpus.read - corpus.rows - corpus.duplicates);
  const counted = (name: string, from: number, to: number): string[] => [
    name,
    formatCount(from),
    formatCount(to),
    formatChange(from, to),
    formatGrowth(from, to),
  ];
  return {
    title: 'whole',
    columns: [
      { title: '', align: 'left' },
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
      { title: 'change', align: 'right' },
      { title: '%', align: 'right' },
    ],
    rows: [
      counted('rows', before.rows, after.rows),
      counted('read', before.read, after.read),
      counted('duplicates', before.duplicates, after.duplicates),
      counted('rejected', rejected[0] ?? 0, rejected[1] ?? 0),
      [
        'bytes',
        formatBytes(before.bytes),
        formatBytes(after.bytes),
        signed(after.bytes - before.bytes, formatBytes),
        formatGrowth(before.bytes, after.bytes),
      ],
    ],
    note: '',
  };
}

function labelTable({ before, after, labels }: CorpusComparison): ComparisonTable {
  return {
    title: 'category',
    columns: [
      { title: 'category', align: 'left', shrink: true, cut: 'end' },
      { title: 'before', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'after', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'change', align: 'right' },
      { title: 'points', align: 'right' },
    ],
    rows: labels.map((label) => {
      const from = shareOf(label.before, before.rows);
      const to = shareOf(label.after, after.rows);
      return [
        label.name,
        formatCount(label.before),
        formatShare(from),
        formatCount(label.after),
        formatShare(to),
        formatChange(label.before, label.after),
        signed(to - from, formatPoints),
      ];
    }),
    note: labels.length === 0 ? 'Neither has a row.' : '',
  };
}

/** Only what changed, with new and gone ones named as such; the rest is counted. */
function changeTable(title: string, compared: readonly ComparedRows[]): ComparisonTable {
  const changed = compared.filter(({ before, after }) => before !== after);
  const shown = changed.slice(0, MOST_ROWS);
  const notes = [
    ...(changed.length > shown.length
      ? [`${formatCount(changed.length - shown.length)} more changed; --json names all.`]
      : []),
    describeUnchanged(compared.length - changed.length, changed.length),
  ];
  return {
    title,
    columns: [
      { title, align: 'left', shrink: true },
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
      { title: 'change', align: 'right' },
      { title: '%', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows: shown.map((rows) => [
      rows.name,
      formatCount(rows.before),
      formatCount(rows.after),
      formatChange(rows.before, rows.after),
      formatGrowth(rows.before, rows.after),
      ...(isNew(rows) ? ['new'] : []),
      ...(isGone(rows) ? ['gone'] : []),
    ]),
    note: notes.filter((note) => note !== '').join(' '),
  };
}

function describeUnchanged(unchanged: number, changed: number): string {
  if (unchanged === 0) return changed === 0 ? 'Neither has any.' : '';
  const count = formatCount(unchanged);
  if (changed === 0)
    return unchanged === 1 ? 'The only one is unchanged.' : `All ${count} are unchanged.`;
  return unchanged === 1 ? '1 other is unchanged.' : `${count} others are unchanged.`;
}

/** The difference of two shares in hundredths of the whole. */
function formatPoints(share: number): string {
  return (100 * share).toFixed(2);
}

function isNew({ before, after }: ComparedRows): boolean {
  return before === 0 && after > 0;
}

function isGone({ before, after }: ComparedRows): boolean {
  return before > 0 && after === 0;
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function formatChange(before: number, after: number): string {
  return signed(after - before, formatCount);
}

/** How far a figure grew in percent; what is new or gone has no such thing. */
function formatGrowth(before: number, after: number): string {
  if (before === 0 || after === 0 || before === after) return '';
  return signed((after - before) / before, (share) => `${(100 * share).toFixed(1)}%`);
}

function signed(change: number, format: (size: number) => string): string {
  const size = format(Math.abs(change));
  // What rounds to nothing went neither up nor down.
  if (!/[1-9]/u.test(size)) return size;
  return `${change > 0 ? '+' : '-'}${size}`;
}
