import type { RowMapping } from '@llamaforge/schema';
import type { InputFile } from './input-files.ts';

/** How a file's rows are to be read, as its source says; ask once a file, not a row. */
export function mappingOf({ settings }: InputFile): RowMapping {
  const { shape, columns, template, clean, where, longer_than, unanswerable } = settings;
  return { shape, columns, template, clean, where, longer_than, unanswerable };
}
