import { categoryOfTag, type Category } from '@llamaforge/schema';
import type { RowTags } from './row-tags.ts';

/** What decided a row's category, in the order in which they are asked. */
export type CategoryWay = 'card' | 'row' | 'file' | 'rules';

/** What is known of a row's category before its text is looked at. */
export interface CategoryEvidence {
  /** What the source's card or recipe entry says. */
  readonly card: Category | undefined;
  readonly tags: Pick<RowTags, 'category' | 'fallbackCategory'>;
  /** What the file's first records agreed on. */
  readonly vote: Category | undefined;
  /** The content rules on this row; called only where nothing else decides, because they cost more than all the rest. */
  readonly rulesCategory: () => Category;
}

/** A row's category and what decided it. */
export interface CategoryDecision {
  readonly category: Category;
  readonly way: CategoryWay;
  /** The row's `_category` where it names no category, whatever decided; a manifest lists these. */
  readonly unknownTag?: string | undefined;
}

/** Decides a row's category: the card, the row's own tag, the file's vote, the content rules; the first that has one. */
export function decideCategory(evidence: CategoryEvidence): CategoryDecision {
  const { category: own, fallbackCategory } = evidence.tags;
  const ownCategory = own === undefined ? undefined : categoryOfTag(own);
  const decided = firstDecision(evidence, ownCategory ?? categoryOf(fallbackCategory));
  return own === undefined || ownCategory !== undefined ? decided : { ...decided, unknownTag: own };
}

function categoryOf(tag: string | undefined): Category | undefined {
  return tag === undefined ? undefined : categoryOfTag(tag);
}

function firstDecision(evidence: CategoryEvidence, row: Category | undefined): CategoryDecision {
  const { card, vote, rulesCategory } = evidence;
  if (card !== undefined) return { category: card, way: 'card' };
  if (row !== undefined) return { category: row, way: 'row' };
  if (vote !== undefined) return { category: vote, way: 'file' };
  return { category: rulesCategory(), way: 'rules' };
}
