import type { RowMapping } from '@llamaforge/schema';

/** Whether rows are read as they stand, so that the kernel may read the flat ones. */
export function isPlainlyMapped(mapping: RowMapping): boolean {
  return Object.values(mapping).every((value) => value === undefined);
}
