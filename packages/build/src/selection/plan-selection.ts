import { FileAccessError, UsageError } from '@llamaforge/schema';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { defaultNames } from '../merge-options.ts';
import { readRecipe } from '../read-recipe.ts';
import type { SelectionPaths, SelectionPlan } from './selection-options.ts';

/** What a user asks of any selection; relative paths start at `workingFolder`, and what is missing has a default. */
export interface SelectionRequest {
  readonly workingFolder: string;
  readonly toolVersion: string;
  readonly input?: string | undefined;
  readonly manifest?: string | undefined;
  readonly database?: string | undefined;
  readonly output?: string | undefined;
  readonly seed?: number | undefined;
  /** as in `1%` */
  readonly validation?: string | undefined;
  readonly recipe?: string | undefined;
}

const defaultSeed = 42;

/**
 * Settles where a selection reads and writes. Throws UsageError for an output or a share that is none, FileAccessError for a manifest
 * that is named and not there.
 * @param name what the output is called below `output` unless the request says otherwise
 */
export function planSelection(request: SelectionRequest, name: string): SelectionPlan {
  const { workingFolder, toolVersion, validation } = request;
  const recipePath =
    request.recipe === undefined ? undefined : resolve(workingFolder, request.recipe);
  return {
    paths: settlePaths(request, name),
    seed: request.seed ?? defaultSeed,
    validationShare: validation === undefined ? undefined : parseShare(validation),
    toolVersion,
    recipe:
      recipePath === undefined ? undefined : { path: recipePath, content: readRecipe(recipePath) },
  };
}

/** As `planSelection` settles them. */
export function settlePaths(request: SelectionRequest, name: string): SelectionPaths {
  const at = (path: string): string => resolve(request.workingFolder, path);
  const corpus = at(request.input ?? join('examples/datasets', defaultNames.output));
  const output = at(request.output ?? join('output', `${name}.jsonl`));
  if (!output.endsWith('.jsonl')) {
    throw new UsageError(
      `--output must end in .jsonl, as its manifest is named after it; "${output}" does not`,
    );
  }
  const stem = output.replace(/\.jsonl$/u, '');
  return {
    corpus,
    corpusManifest:
      request.manifest === undefined ? manifestOf(corpus) : thatIsThere(at(request.manifest)),
    isManifestNamed: request.manifest !== undefined,
    database: at(request.database ?? 'output/hashes.sqlite'),
    output,
    validation: `${stem}.validation.jsonl`,
    manifest: `${stem}.manifest.json`,
    stateFolder: at('output'),
  };
}

/** Where a corpus's manifest is looked for: `x.manifest.json` beside `x.jsonl`, else what a merge calls it. */
function manifestOf(corpus: string): string {
  const own = corpus.replace(/(?:\.jsonl)?$/u, '.manifest.json');
  const isDefault = basename(corpus) === defaultNames.output;
  return !isDefault && existsSync(own) ? own : join(dirname(corpus), defaultNames.manifest);
}

/** A manifest that is named must be there: without it the corpus's key would be guessed. */
function thatIsThere(manifest: string): string {
  if (existsSync(manifest)) return manifest;
  throw new FileAccessError(
    `There is no manifest at ${manifest}. Name the corpus's own with --manifest, or leave that out.`,
    { path: manifest, code: 'ENOENT' },
  );
}

function parseShare(text: string): number {
  const percent = /^(?<figure>\d+(?:\.\d+)?)\s*%$/u.exec(text.trim())?.groups?.['figure'];
  const share = Number(percent) / 100;
  if (percent === undefined || share <= 0 || share >= 1) {
    throw new UsageError(
      `--validation takes a share between 0% and 100%, as in 1%; "${text}" is none`,
    );
  }
  return share;
}
