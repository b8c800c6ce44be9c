import type { BlockSource } from './block-source.ts';
import type { FileRows } from './file-rows.ts';

/** A file to be: its path, how many rows it has, and how each is made from its number. */
export interface FilePlan {
  readonly path: string;
  readonly rows: number;
  readonly makeRow: (number: number) => object;
}

/** Files by path, written by `encode`; their rows are numbered on from file to file, from 0. */
export function plannedFiles(
  plans: readonly FilePlan[],
  encode: (file: FileRows) => BlockSource,
): Readonly<Record<string, BlockSource>> {
  let first = 0;
  const files = plans.map(({ path, rows, makeRow }) => {
    const before = first;
    first += rows;
    return [path, encode({ rows, makeRow: (index) => makeRow(before + index) })] as const;
  });
  return Object.fromEntries(files);
}
