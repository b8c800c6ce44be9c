import type { Recipe } from './recipe-schema.ts';
import type { DigestKey } from '@llamaforge/schema';
import type { Treatment } from './treatment/treatment.ts';

/** Where a merge reads and writes; all paths absolute. */
export interface MergePaths {
  readonly output: string;
  readonly manifest: string;
  readonly database: string;
  readonly rejects: string;
  /** where `outputs.json` and `runs/` lie */
  readonly stateFolder: string;
}

/** What the written files are called unless a flag says otherwise. */
export const defaultNames = {
  output: 'merged_global_corpus.jsonl',
  manifest: 'merged_corpus_manifest.json',
  rejects: 'rejected.jsonl',
} as const;

/** One place to read from, in the order in which they are read. */
export interface SourceSpec {
  /** absolute; what a relative pattern starts from, and no part of a glob */
  readonly folder: string;
  /** a file, a folder or a glob */
  readonly pattern: string;
  readonly settings: SourceSettings;
  /** what to do where nothing is there; without it, to name something that is */
  readonly adviceIfMissing?: string;
}

/** What a recipe says of one source. */
export type RecipeSource = NonNullable<Recipe['sources']>[number];

/** What a recipe entry says of the files it names. */
export type SourceSettings = Omit<RecipeSource, 'path' | 'card' | 'group'>;

/** What a merge does to a file that cannot be read to its end. */
export type OnDamage = 'fail' | 'skip';

/** The engines that merge; both give the same bytes. `auto` takes the plain one for what it has done before threads have started. */
export const engineNames = ['auto', 'kernel', 'plain'] as const;

/** How a merge uses the machine; nothing it writes depends on it. */
export interface EngineOptions {
  readonly engine: (typeof engineNames)[number];
  /** worker threads of the kernel, 1 or more */
  readonly threads: number;
  /** what a merge may take in all, in bytes; the table of digests gets what its threads leave of it */
  readonly memoryBytes: number;
  /** how much of a file a thread takes at a time */
  readonly chunkBytes: number;
  /** for tests: what the table of digests gets, in place of what the threads leave of the memory */
  readonly tableBytes?: number | undefined;
}

/** All that a merge depends on; the same plan over the same files gives the same bytes. */
export interface MergePlan {
  readonly sources: readonly SourceSpec[];
  readonly paths: MergePaths;
  readonly key: DigestKey;
  /** what is done to records before they are compared */
  readonly treatment: Treatment;
  readonly onDamage: OnDamage;
  readonly append: boolean;
  readonly toolVersion: string;
  /** licences of files that `fetch` wrote, by absolute path */
  readonly licenses: ReadonlyMap<string, string>;
  readonly engine: EngineOptions;
  /** the recipe as given, for the manifest; its file is never input */
  readonly recipe: { readonly path: string; readonly content: Recipe } | undefined;
}

/** How far a merge is; bytes are those of the input files as they lie on disk. Only what is not compared in memory has a phase for it. */
export interface MergeProgress {
  readonly phase: 'survey' | 'compare' | 'merge';
  readonly file: string;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** What a merge by the kernel may take of the machine, told before it begins. */
export interface MemoryUse {
  readonly threads: number;
  /** in all, in bytes */
  readonly mostBytes: number;
  /** rows that are not equal to one another; of more, digests are compared by way of files */
  readonly mostUniqueRows: number;
  /** 2 where more than that is expected */
  readonly passes: 1 | 2;
}

/** What a merge needs from outside: a way to stop it, to see it, and the time for its run log. */
export interface MergeContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MergeProgress) => void) | undefined;
  readonly onMemory?: ((use: MemoryUse) => void) | undefined;
  readonly now: () => Date;
}
