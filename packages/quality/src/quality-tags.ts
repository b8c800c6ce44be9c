import type { RecordText } from '@llamaforge/schema';
import { makerNamed } from './maker-named.ts';

/** Every tag, in the order that `tagsOf` gives them. `made_by_another`: the assistant names the company or model that it is. */
export const qualityTags = ['made_by_another'] as const;

/** One of `qualityTags`. */
export type QualityTag = (typeof qualityTags)[number];

/** The tags that hold for a record, each at most once; most records have none. */
export function tagsOf(record: RecordText): readonly QualityTag[] {
  return makerNamed(record.output) === undefined ? noTags : madeByAnother;
}

const noTags: readonly QualityTag[] = [];
const madeByAnother: readonly QualityTag[] = ['made_by_another'];
