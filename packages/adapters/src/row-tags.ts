import { hasText } from './field-text.ts';
import { fieldOf, isRow } from './row.ts';

/** What a row says of itself; each text trimmed and well-formed, undefined where it is absent, blank or no text. */
export interface RowTags {
  /** The row's `_category`, which need not be a category. */
  readonly category: string | undefined;
  /** The row's `category`, which counts only where `_category` decides nothing. */
  readonly fallbackCategory: string | undefined;
  /** The row's `_source`. */
  readonly source: string | undefined;
}

const noTags: RowTags = { category: undefined, fallbackCategory: undefined, source: undefined };

/** Reads the tags off parsed JSON, whatever it is. Never throws. */
export function readRowTags(value: unknown): RowTags {
  if (!isRow(value)) return noTags;
  return {
    category: tag(fieldOf(value, '_category')),
    fallbackCategory: tag(fieldOf(value, 'category')),
    source: tag(fieldOf(value, '_source')),
  };
}

function tag(value: unknown): string | undefined {
  return hasText(value) ? value.trim().toWellFormed() : undefined;
}
