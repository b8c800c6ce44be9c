import type { ContextPlan } from '@llamaforge/kernel';
import type { RejectReason, RowShape } from '@llamaforge/schema';
import type { RawText } from '@llamaforge/shards';
import type { RepairName } from '../treatment/treatment.ts';
import type { JobFile } from './merge-job.ts';

/** A rejected row on its way to the rejects file, once its line is known. */
export interface StagedReject {
  /** within the round, from 0; -1 for the row that the round before began */
  readonly line: number;
  readonly part: number;
  readonly reason: RejectReason;
  readonly detail: string;
  readonly shape: RowShape | undefined;
  readonly raw: RawText;
}

/** Where among a round's entries, from 0, a record stands in which something was mended, and what. */
interface RepairedEntry {
  readonly entry: number;
  readonly names: readonly RepairName[];
}

/** Rows that are claimed together: those of a chunk, or as many of them as a context holds. */
export interface Round {
  readonly context: ContextPlan;
  readonly unit: number;
  readonly file: JobFile;
  readonly fileNumber: number;
  readonly isFirstOfUnit: boolean;
  isLastOfUnit: boolean;
  readonly rejects: StagedReject[];
  readonly repaired: RepairedEntry[];
  /** the line of a record that is too long for the context; such a round holds nothing else */
  longLine: Buffer | undefined;
}
