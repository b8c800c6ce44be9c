import { type SamplePlan } from './row-sums.ts';
import { type FileRange } from './walk-range.ts';
import { type WalkSums } from './walk-sums.ts';

/** A file of rows and the place of its first byte among the bytes of all files. */
export interface WalkedFile {
  readonly path: string;
  readonly bytes: number;
  readonly base: number;
}

/** What is looked for in a walk, whoever walks. */
export interface WalkPlan {
  readonly sample: SamplePlan;
  /** path of a tokenizer.json; undefined where tokens are estimated */
  readonly tokenizer: string | undefined;
}

/** What a thread is told: first the plan, then part after part, then that there are no more. */
export type WalkOrder =
  | { readonly kind: 'begin'; readonly plan: WalkPlan }
  | { readonly kind: 'walk'; readonly range: FileRange }
  | { readonly kind: 'finish' };

/** What a thread answers to a part, and to the end; `failed` where the system would not let it read. */
export type WalkReport =
  | { readonly kind: 'walked'; readonly lines: number }
  | { readonly kind: 'finished'; readonly sums: WalkSums }
  | { readonly kind: 'failed'; readonly path: string; readonly code: string };

/** Cuts files into parts of so many bytes at most, in order. */
export function cutIntoRanges(files: readonly WalkedFile[], rangeBytes: number): FileRange[] {
  return files.flatMap(({ path, bytes, base }) => {
    const ranges: FileRange[] = [];
    for (let start = 0; start < bytes; start += rangeBytes) {
      ranges.push({ path, start, end: Math.min(bytes, start + rangeBytes), base });
    }
    return ranges;
  });
}
