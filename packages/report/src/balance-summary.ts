import { formatCount } from './format-number.ts';
import { renderTable } from './table.ts';

/** The part of a balanced corpus's manifest that is shown. */
export interface BalancedFigures {
  readonly labels: readonly {
    readonly label: string;
    readonly before: number;
    readonly after: number;
    readonly lowest: string | null;
    readonly highest: string | null;
  }[];
  /** by label; labels without rows and without a target have none */
  readonly verdicts: ReadonlyMap<string, string | null>;
}

/** Every label before and after side by side, with its target, the change of its rows in percent, and the verdict; the total last. */
export function renderBalanceTable(
  { labels, verdicts }: BalancedFigures,
  widthColumns?: number,
): string {
  const before = labels.reduce((sum, label) => sum + label.before, 0);
  const after = labels.reduce((sum, label) => sum + label.after, 0);
  return renderTable({
    columns: [
      { title: 'Category', align: 'left', shrink: true, cut: 'end' },
      { title: 'before', align: 'right' },
      { title: '%', align: 'right' },
      { title: 'after', align: 'right' },
      { title: '%', align: 'right' },
      { title: 'target', align: 'right' },
      { title: 'change', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows: [
      ...labels.map((label) => [
        label.label,
        formatCount(label.before),
        percent(label.before, before),
        formatCount(label.after),
        percent(label.after, after),
        range(label),
        change(label),
        verdicts.get(label.label) ?? '',
      ]),
      ['All', formatCount(before), '', formatCount(after), '', '', change({ before, after })],
    ],
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

function percent(rows: number, total: number): string {
  return total === 0 ? '' : ((100 * rows) / total).toFixed(2);
}

/** Both ends with two decimals at most: `1.88–3.13%`. */
function range({ lowest, highest }: BalancedFigures['labels'][number]): string {
  if (lowest === null || highest === null) return '';
  const [low, high] = [lowest, highest].map((share) =>
    String(Number(Number.parseFloat(share).toFixed(2))),
  );
  return `${low ?? ''}–${high ?? ''}%`;
}

function change({ before, after }: { readonly before: number; readonly after: number }): string {
  if (before === 0) return '';
  const changed = (100 * (after - before)) / before;
  return `${changed > 0 ? '+' : ''}${changed.toFixed(1)}%`;
}
