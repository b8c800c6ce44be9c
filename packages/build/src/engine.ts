import type { GenerationFiles, HashTable } from '@llamaforge/dedup';
import type { DigestKey } from '@llamaforge/schema';
import type { OptionalIndex } from './corpus-index/optional-index.ts';
import type { MergeFilesContext, RecordsBySource } from './merge-files.ts';
import type { SurveyedFile } from './survey-file.ts';
import type { Treatment } from './treatment/treatment.ts';

/** A file that a merge makes: anew, or after its first `committedBytes`. */
export interface OutputTarget {
  readonly path: string;
  readonly committedBytes: number | undefined;
}

/** Where a merge puts rows. */
export interface EngineTargets {
  /** open, with nothing of this generation in it */
  readonly table: HashTable;
  readonly corpus: OutputTarget;
  readonly rejects: OutputTarget;
  /** a name beside the database for what an engine sets aside meanwhile; it is removed at the end, or by the next run */
  readonly sparePath: string;
  readonly key: DigestKey;
  readonly treatment: Treatment;
  readonly generation: number;
  readonly recordsBySource: RecordsBySource;
  /** what later commands need to know of the rows; undefined where they are to find it out */
  readonly index: OptionalIndex | undefined;
}

/**
 * Merges files in order into one generation: corpus and rejects are whole and on the disk when it is done, the
 * generation's books are closed, and nothing is committed.
 */
export type MergeEngine = (
  files: readonly SurveyedFile[],
  targets: EngineTargets,
  context: MergeFilesContext,
) => Promise<GenerationFiles>;
