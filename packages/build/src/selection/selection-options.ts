import type { Recipe } from '../recipe-schema.ts';

/** Where a mix, balanced corpus or curriculum is read from and written; all paths absolute. */
export interface SelectionPaths {
  readonly corpus: string;
  /** of the corpus; it may be missing, and then says nothing of the digest's key and licences */
  readonly corpusManifest: string;
  /** whether the user has named it: it is the corpus's then, whatever it calls it */
  readonly isManifestNamed: boolean;
  readonly database: string;
  readonly output: string;
  readonly validation: string;
  readonly manifest: string;
  readonly stateFolder: string;
}

/** What every selection depends on. */
export interface SelectionPlan {
  readonly paths: SelectionPaths;
  /** 0 to 2^53 - 1 */
  readonly seed: number;
  /** share of the prompts whose rows are set aside, between 0 and 1; undefined for none */
  readonly validationShare: number | undefined;
  readonly toolVersion: string;
  readonly recipe: { readonly path: string; readonly content: Recipe } | undefined;
}

/** How far a selection is; bytes are those of the corpus, or of what is written. */
export interface SelectionProgress {
  readonly phase: 'index' | 'write';
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

/** What a selection needs from outside: a way to stop it, and to see it. */
export interface SelectionContext {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SelectionProgress) => void) | undefined;
}
