import Table from 'cli-table3';
import { cutEnd, cutMiddle, displayWidth } from './display-width.ts';
import { visibleText } from './visible-text.ts';

/** A column of a table; `shrink` marks one whose texts may be cut to fit the terminal: in the middle (paths), or at their `cut` end. */
export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly shrink?: boolean;
  readonly cut?: 'end';
}

/** What a table shows; rows shorter than the columns end in empty cells. */
export interface TableContent {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly widthColumns?: number;
}

const DEFAULT_WIDTH_COLUMNS = 80;
const GAP = '  ';

// A path cut below this says nothing; only where the terminal is too narrow for the rest, columns go lower.
const LEAST_SHRUNK_WIDTH = 16;
const LEAST_WIDTH = 3;

/**
 * A table without borders, a rule under its titles, no blanks at the ends of lines, no line end after the last. It fits
 * `widthColumns` (default 80) by cutting shrinkable columns, then other left-aligned ones; figures are never cut.
 * Cells are hostile text: they cannot break a line or reach the terminal's controls.
 */
export function renderTable({
  columns,
  rows,
  widthColumns = DEFAULT_WIDTH_COLUMNS,
}: TableContent): string {
  const cells = rows.map((row) => columns.map((_, column) => visibleText(row[column] ?? '')));
  const titles = columns.map((column) => visibleText(column.title));
  const widths = fitWidths(columns, {
    natural: titles.map((title, column) =>
      Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[column] ?? ''))),
    ),
    available: widthColumns - GAP.length * (columns.length - 1),
  });
  const table = new Table({
    chars: borderless,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colWidths: widths,
    colAligns: columns.map((column) => column.align),
  });
  const fit = (row: readonly string[]): string[] =>
    row.map((cell, column) => {
      const cut = columns[column]?.cut === 'end' ? cutEnd : cutMiddle;
      return cut(cell, widths[column] ?? 0);
    });
  table.push(
    fit(titles),
    widths.map((width) => '─'.repeat(width)),
    ...cells.map(fit),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
} as const;

/** The columns' widths within what is available: first the shrinkable columns give way, then the left-aligned. */
function fitWidths(
  columns: readonly TableColumn[],
  { natural, available }: { readonly natural: readonly number[]; readonly available: number },
): number[] {
  const shrinkable = columns.map((column) => column.shrink === true);
  const textual = columns.map((column) => column.shrink === true || column.align === 'left');
  // Nothing wider than the table need be counted down one by one.
  const capped = natural.map((width, column) =>
    textual[column] === true ? Math.min(width, Math.max(LEAST_WIDTH, available)) : width,
  );
  const passes = [
    { allowed: shrinkable, least: LEAST_SHRUNK_WIDTH },
    { allowed: shrinkable, least: LEAST_WIDTH },
    { allowed: textual, least: LEAST_WIDTH },
  ];
  return passes.reduce((widths, pass) => narrowWidest(widths, { ...pass, available }), capped);
}

interface NarrowingLimits {
  readonly allowed: readonly boolean[];
  readonly least: number;
  readonly available: number;
}

/** Takes column by column from the widest that may give, until the widths fit or all such are at `least`. */
function narrowWidest(
  wanted: readonly number[],
  { allowed, least, available }: NarrowingLimits,
): number[] {
  const widths = [...wanted];
  let excess = widths.reduce((sum, width) => sum + width, 0) - available;
  while (excess > 0) {
    const giving = widths.map((width, column) => (allowed[column] === true ? width : 0));
    const widest = Math.max(...giving);
    if (widest <= least) break;
    widths[giving.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}
