import { formatCount, formatShare } from './format-number.ts';
import { renderTable } from './table.ts';

/** The part of a mix's manifest that is shown; `wanted` is by the weights alone. */
export interface MixFigures {
  readonly buckets: readonly {
    readonly bucket: string;
    readonly asked: string;
    readonly wanted: number;
    readonly got: number;
    readonly available: number;
  }[];
  readonly sources: readonly {
    readonly name: string;
    readonly bucket: string | null;
    readonly cap: number | null;
    readonly there: boolean;
    readonly rows: number;
    readonly available: number;
    readonly got: number;
  }[];
}

/** What each bucket of a mix was to have, has, and could have had; the total last. */
export function renderBucketTable({ buckets }: MixFigures, widthColumns?: number): string {
  const total = sum(buckets.map(({ got }) => got));
  return renderTable({
    columns: [
      { title: 'bucket', align: 'left' },
      { title: 'asked', align: 'right' },
      { title: 'wanted', align: 'right' },
      { title: 'got', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'available', align: 'right' },
    ],
    rows: [
      ...buckets.map(({ bucket, asked, wanted, got, available }) => [
        bucket,
        asked,
        formatCount(wanted),
        formatCount(got),
        formatShare(total === 0 ? 0 : got / total),
        formatCount(available),
      ]),
      [
        'all buckets',
        '',
        formatCount(sum(buckets.map(({ wanted }) => wanted))),
        formatCount(total),
        '',
        formatCount(sum(buckets.map(({ available }) => available))),
      ],
    ],
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

/** What each source of a mix that is there has, may give within its cap, and gave. */
export function renderMixSourceTable({ sources }: MixFigures, widthColumns?: number): string {
  const there = sources.filter((source) => source.there);
  return renderTable({
    columns: [
      { title: 'source', align: 'left', shrink: true },
      { title: 'bucket', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'cap', align: 'right' },
      { title: 'available', align: 'right' },
      { title: 'got', align: 'right' },
    ],
    rows: there.map(({ name, bucket, cap, rows, available, got }) => [
      name,
      bucket ?? 'by category',
      formatCount(rows),
      cap === null ? '' : formatCount(cap),
      formatCount(available),
      formatCount(got),
    ]),
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

/** The sources of a mix that are not there, each with what it would have given: `hh_rlhf (up to 150,000, instruction)`. */
export function describeMissingSources({ sources }: MixFigures): string[] {
  return sources
    .filter(({ there }) => !there)
    .map(({ name, bucket, cap }) => {
      const most = cap === null ? 'all of its rows' : `up to ${formatCount(cap)}`;
      return `${name} (${most}, ${bucket ?? 'by category'})`;
    });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
