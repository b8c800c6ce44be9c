import { formatBytes, formatCount } from './format-number.ts';
import { renderTable } from './table.ts';

/** The part of a fetched source that a table shows. */
export interface FetchedSourceFigures {
  readonly name: string;
  readonly license: string;
  readonly rows: {
    readonly read: number;
    readonly written: number;
    readonly rejected: Readonly<Record<string, number>>;
  };
  readonly expectedRows: number | undefined;
  readonly bytes: number;
  readonly downloadedBytes: number;
  readonly isUpToDate: boolean;
}

/** What became of each source: rows written, expected and rejected, bytes written and fetched, licence. */
export function renderFetchTable(
  sources: readonly FetchedSourceFigures[],
  widthColumns?: number,
): string {
  const total = (figure: (source: FetchedSourceFigures) => number): number =>
    sources.reduce((sum, source) => sum + figure(source), 0);
  return renderTable({
    columns: [
      { title: 'source', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'expected', align: 'right' },
      { title: 'rejected', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'fetched', align: 'right' },
      { title: 'licence', align: 'left', shrink: true },
    ],
    rows: [
      ...sources.map(sourceCells),
      [
        'all sources',
        formatCount(total(({ rows }) => rows.written)),
        '',
        formatCount(total(countRejected)),
        formatBytes(total(({ bytes }) => bytes)),
        formatBytes(total(({ downloadedBytes }) => downloadedBytes)),
      ],
    ],
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

function sourceCells(source: FetchedSourceFigures): string[] {
  const { name, rows, expectedRows, bytes, downloadedBytes, isUpToDate, license } = source;
  return [
    name,
    formatCount(rows.written),
    expectedRows === undefined ? '' : formatCount(expectedRows),
    formatCount(countRejected(source)),
    formatBytes(bytes),
    isUpToDate ? 'up to date' : formatBytes(downloadedBytes),
    license,
  ];
}

/** A line for each source that has rejected rows: `squad_v2: 43,498 unanswerable`, the commonest reason first. */
export function renderRejectReasons(sources: readonly FetchedSourceFigures[]): string[] {
  return sources.flatMap(({ name, rows }) => {
    const reasons = Object.entries(rows.rejected).sort(([, a], [, b]) => b - a);
    const counted = reasons.map(([reason, count]) => `${formatCount(count)} ${reason}`);
    return counted.length === 0 ? [] : [`${name}: ${counted.join(', ')}`];
  });
}

function countRejected({ rows }: FetchedSourceFigures): number {
  return Object.values(rows.rejected).reduce((sum, count) => sum + count, 0);
}
