import type { Card } from '@llamaforge/profiles';

/** Where a fetch reads and writes; all paths absolute. */
export interface FetchPaths {
  /** the folder of category folders */
  readonly out: string;
  /** the folder of preference pairs */
  readonly preferences: string;
  /** the folder of downloaded files, named by their digests */
  readonly cache: string;
  /** `corpus.lock.json` */
  readonly lock: string;
  /** the folder of rejected rows */
  readonly rejects: string;
}

/** All that a fetch depends on but the Hub; the same plan and lock give the same bytes. */
export interface FetchPlan {
  readonly cards: readonly Card[];
  /** cards that the use of their licence leaves out */
  readonly leftOut: readonly Card[];
  readonly paths: FetchPaths;
  readonly endpoint: string;
  readonly token: string | undefined;
  /** at most so many rows of each source */
  readonly limit: number | undefined;
  /** moves each source to the head of its branch */
  readonly update: boolean;
  /** uses the lock and the cache alone */
  readonly offline: boolean;
  readonly toolVersion: string;
  /** threads that normalise rows; 1 starts none beside the main one */
  readonly threads: number;
}

/** How far one source is. */
export interface FetchProgress {
  readonly name: string;
  /** bytes that came over the network */
  readonly downloadedBytes: number;
  /** rows written so far */
  readonly rows: number;
  /** rows that are expected, where that is known */
  readonly expectedRows: number | undefined;
}

/** What a fetch needs from outside. */
export interface FetchContext {
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** from 0 to 1, for the jitter of retries */
  readonly random: () => number;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** one sentence about something that happened: a retry, a repository that was renamed */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** Rows of a source by what became of them: `read = written + sum(rejected)`. */
export interface FetchedRows {
  readonly read: number;
  readonly written: number;
  readonly rejected: Readonly<Record<string, number>>;
}

/** What a fetch did for one source. */
export interface FetchedSource {
  readonly name: string;
  readonly repository: string;
  readonly commit: string;
  readonly license: string;
  /** absolute */
  readonly file: string;
  readonly bytes: number;
  readonly rows: FetchedRows;
  readonly expectedRows: number | undefined;
  readonly downloadedBytes: number;
  /** true where all stood as the lock says, and nothing was done */
  readonly isUpToDate: boolean;
  /** pairs for preference training, where the card has them */
  readonly preferences:
    | {
        readonly file: string;
        readonly rows: number;
        readonly leftOut: Readonly<Record<string, number>>;
      }
    | undefined;
  /** where its rejected rows are listed; undefined where there are none */
  readonly rejects: string | undefined;
  /** what `--update` changed, or what is worth a word */
  readonly notes: readonly string[];
}

/** A source that could not be had, and why; `isUnreachable` where the Hub did not answer. */
export interface FailedSource {
  readonly name: string;
  readonly message: string;
  readonly isUnreachable: boolean;
  /** what was worth a word before it failed, as what `--update` changed in the lock */
  readonly notes: readonly string[];
}

/** What became of every card of a plan. */
export interface FetchResult {
  readonly sources: readonly FetchedSource[];
  /** sources that could not be had; the others are there all the same */
  readonly failed: readonly FailedSource[];
  readonly leftOut: readonly {
    readonly name: string;
    readonly license: string;
    readonly licenseClass: string;
  }[];
}
