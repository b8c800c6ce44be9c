import type { ContextPlan } from '@llamaforge/kernel';
import type { NamedRejectReason, RowShape } from '@llamaforge/schema';
import type { RawText } from '@llamaforge/shards';
import type { JobFile } from './merge-job.ts';

/** A rejected row on its way to the rejects file, once its line is known. */
export interface StagedReject {
  /** within the round, from 0; -1 for the row that the round before began */
  readonly line: number;
  readonly part: number;
  readonly reason: NamedRejectReason;
  readonly detail: string;
  readonly shape: RowShape | undefined;
  readonly raw: RawText;
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
  /** the line of a record that is too long for the context; such a round holds nothing else */
  longLine: Buffer | undefined;
}
