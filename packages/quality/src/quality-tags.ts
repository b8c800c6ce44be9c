import type { RecordText } from '@llamaforge/schema';
import type { TagContext, TagRule } from './tag-rule.ts';
import { tagRules } from './tag-rules.ts';

/** One of the names in `tagRules`. */
export type QualityTag = keyof typeof tagRules;

/** Every tag, in the order that `findTags` gives them. */
export const qualityTags: readonly QualityTag[] = Object.keys(tagRules).filter(isQualityTag);

/** The tags that an index beside a corpus holds of every row, so that a mix can drop them without reading it. */
export const indexedTags = ['made_by_another'] as const satisfies readonly QualityTag[];

/** A tag that holds for a record, and what shows it. */
export interface FoundTag {
  readonly tag: QualityTag;
  /** as `TagRule.find` gives it */
  readonly evidence: string;
}

const rules: readonly (readonly [QualityTag, TagRule])[] = qualityTags.map((tag) => [
  tag,
  tagRules[tag],
]);

/** The tags that hold for a record, each at most once and in the order of `qualityTags`; most records have none. */
export function findTags(record: RecordText, context: TagContext = {}): readonly FoundTag[] {
  let found: FoundTag[] | undefined;
  for (const [tag, rule] of rules) {
    const evidence = rule.find(record, context);
    if (evidence !== undefined) (found ??= []).push({ tag, evidence });
  }
  return found ?? noTags;
}

const noTags: readonly FoundTag[] = [];

/** Whether a word is the name of a tag. */
export function isQualityTag(name: string): name is QualityTag {
  return Object.hasOwn(tagRules, name);
}
