import { formatCount } from '../format-number.ts';
import { type DisclosureBlock, type TableBlock } from './report-section.ts';

/** A table that says no more than the picture above it, but exactly: for who wants the figures. */
export function figuresDisclosure(table: TableBlock): DisclosureBlock {
  return {
    kind: 'disclosure',
    title: 'The figures',
    figure: `${formatCount(table.rows.length + table.left)} lines`,
    blocks: [table],
  };
}
