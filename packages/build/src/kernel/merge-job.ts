import type { layout, MemoryPlan, SharedMemory, WebAssemblyModule } from '@llamaforge/kernel';
import type { Category, DigestKey, RowMapping } from '@llamaforge/schema';
import type { FileFormat } from '@llamaforge/shards';
import type { MessagePort } from 'node:worker_threads';
import type { OutputTarget } from '../engine.ts';
import type { Treatment } from '../treatment/treatment.ts';

/** A file as threads read it. */
export interface JobFile {
  readonly path: string;
  /** as the manifest names it */
  readonly name: string;
  readonly bytes: number;
  readonly format: FileFormat;
  readonly mapping: RowMapping;
  /** whether rows are read and taken as they stand, so that the kernel may read the flat ones */
  readonly isPlain: boolean;
  readonly card: Category | undefined;
  readonly vote: Category | undefined;
  /** as of `SurveyedFile` */
  readonly language: string | undefined;
  /** its source by card or recipe, which wins over the rows' own */
  readonly givenSource: string | undefined;
  /** the `_source` of rows that name none */
  readonly source: string;
  /** the number of its first unit, and how many it has; what cannot be split is one */
  readonly firstUnit: number;
  readonly units: number;
}

/** Whether a file is read in chunks, each by whichever thread is free. */
export function isSplit({ format }: Pick<JobFile, 'format'>): boolean {
  return format.format === 'jsonl' && format.compression === 'none';
}

/** How rows are claimed: by the table in one pass, or numbered in a first and kept by verdicts in a second one. */
export type ClaimMode =
  typeof layout.claimByTable | typeof layout.claimNumbers | typeof layout.claimByVerdicts;

/** What all threads of a merge are told. */
export interface MergeJob {
  readonly module: WebAssemblyModule;
  readonly memory: SharedMemory;
  readonly plan: MemoryPlan;
  readonly files: readonly JobFile[];
  readonly units: number;
  readonly key: DigestKey;
  readonly treatment: Treatment;
  readonly claimMode: ClaimMode;
  /** whether digests are left out: only the table and a corpus's index ask for them */
  readonly skipsDigests?: boolean;
}

/** What a worker is told beside the job. */
export interface WorkerStart {
  readonly job: MergeJob;
  /** from 0 */
  readonly worker: number;
  /** to the writer: a `WriterMessage` for each that an outlet counts */
  readonly writer: MessagePort;
}

/** What the writer is told beside the job. */
export interface WriterStart {
  readonly job: MergeJob;
  readonly corpus: OutputTarget;
  readonly rejects: OutputTarget;
  /** where further holders wait for the table to be sorted; undefined where they are known already */
  readonly held: string | undefined;
  /** whether facts of rows are asked for, for the corpus's index */
  readonly isIndexed: boolean;
  /** one for each worker, in their order */
  readonly workers: readonly MessagePort[];
}

/** What the writer is told in a pass that only numbers rows. */
export interface SpillStart {
  readonly job: MergeJob;
  /** where they are set aside */
  readonly path: string;
  /** as of `WriterStart`; nothing comes through them */
  readonly workers: readonly MessagePort[];
}

/** What goes from a worker to the writer beside the memory: what is too large or too rare for it. */
export type WriterMessage =
  | { readonly kind: 'rejects'; readonly lines: Uint8Array; readonly rows: RejectedRowNumbers }
  /** whole lines of the corpus, in place of the outlet's */
  | { readonly kind: 'lines'; readonly lines: Uint8Array };

/** Columns of rejected rows: files from 0, lines from 1, reasons by their place in `allRejectReasons`. */
export interface RejectedRowNumbers {
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  readonly parts: Uint32Array;
  readonly reasons: Uint8Array;
}
