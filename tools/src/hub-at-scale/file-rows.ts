/** The rows that a file has. */
export interface FileRows {
  readonly rows: number;
  /** Makes the row at `index` (0-based), the same whenever it is made. */
  makeRow(index: number): object;
}

/** Makes the rows of a block when each block but the last has `blockRows`. */
export function blockRowsOf(file: FileRows, blockRows: number, block: number): object[] {
  const first = block * blockRows;
  const rows = Math.min(blockRows, file.rows - first);
  return Array.from({ length: rows }, (_, i) => file.makeRow(first + i));
}

/** Whether the row at `index` of `rows` is among the `selected` that are spread evenly over them. */
export function isSelected(index: number, rows: number, selected: number): boolean {
  return Math.floor(((index + 1) * selected) / rows) > Math.floor((index * selected) / rows);
}
