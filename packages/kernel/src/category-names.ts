import { categories } from '@llamaforge/schema';
import { categoryNameBytes } from './layout.ts';

/** The categories' names as lines of the corpus hold them, in schema's order; `categoryNamesAt` says how. */
export function categoryNames(): Uint8Array {
  const table = new Uint8Array(categories.length * categoryNameBytes);
  for (const [index, category] of categories.entries()) {
    const at = index * categoryNameBytes;
    const { written } = new TextEncoder().encodeInto(category, table.subarray(at));
    table[at + categoryNameBytes - 1] = written;
  }
  return table;
}
