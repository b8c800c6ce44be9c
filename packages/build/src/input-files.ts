import type { IgnoredFile } from '@llamaforge/manifest';
import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { hasReadableExtension, stripExtensions } from '@llamaforge/shards';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { MergePaths, MergePlan, SourceSettings, SourceSpec } from './merge-options.ts';
import { isRecipeFile } from './read-recipe.ts';
import { isTemporaryName } from './merge-workspace.ts';
import { outputsPath, readManifestOutputs, readOutputsFile, realPath } from './own-outputs.ts';

/** One file that is input. */
export interface InputFile {
  /** absolute, as found */
  readonly path: string;
  /** as the manifest names it: relative to the manifest, with `/` */
  readonly name: string;
  /** the `_source` of rows that name none */
  readonly source: string;
  readonly bytes: number;
  /** as the recipe says, else as `fetch` found it */
  readonly license: string | undefined;
  readonly settings: SourceSettings;
}

/** The files a merge reads, in order, and those it leaves. */
export interface FoundFiles {
  readonly inputs: readonly InputFile[];
  readonly ignored: readonly IgnoredFile[];
}

interface Candidate {
  readonly path: string;
  /** path below the input folder, with `/` */
  readonly below: string;
  /** false for what has no bytes to read: a link to nothing, a pipe, a socket */
  readonly isFile: boolean;
  readonly settings: SourceSettings;
}

/**
 * Finds the input files of a plan: sources in order, files of a folder by the UTF-8 bytes of their path, each once.
 * Our own outputs, manifests, locks and recipes are left out. Throws FileAccessError for a source that is not there, and
 * CorpusError where there are files but none in a format that is read.
 */
export function findInputFiles(plan: MergePlan): FoundFiles {
  const candidates = uniqueCandidates(plan.sources.flatMap(expandSource));
  const manifests = findManifests(candidates);
  const outputs = new Set([
    ...readOutputsFile(plan.paths.stateFolder).outputs.map(realPath),
    ...[...manifests.values()].flat(),
  ]);
  const isOwn = ownFilesOf(plan.paths);
  const inputs: InputFile[] = [];
  const ignored: IgnoredFile[] = [];
  for (const candidate of candidates) {
    const real = realPath(candidate.path);
    const name = manifestName(plan.paths.manifest, candidate.path);
    // A run's own outputs are not even listed: else the second run's manifest would differ from the first's.
    if (isOwn(real)) continue;
    const reason = reasonToIgnore(candidate, {
      isOutput: outputs.has(real),
      isManifest: manifests.has(real),
      isRecipe:
        candidate.isFile &&
        ((plan.recipe !== undefined && realPath(plan.recipe.path) === real) ||
          isRecipeFile(candidate.path)),
    });
    if (reason !== undefined) ignored.push({ path: name, reason });
    else inputs.push(inputFile(candidate, name, plan.licenses.get(candidate.path)));
  }
  if (inputs.length === 0) refuseOtherFormats(ignored);
  return { inputs, ignored };
}

/** A merge of nothing would put an empty corpus in the place of the one that is there. */
function refuseOtherFormats(ignored: readonly IgnoredFile[]): void {
  const [first, ...others] = ignored.filter(({ reason }) => reason === 'format');
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  throw new CorpusError(
    `There is nothing to read: ${first.path}${more} by its name is none of the formats that are read. ` +
      'Name files that end in .jsonl, .ndjson, .json, .csv, .tsv, .yaml or .yml, also with .gz or .zst, or in .parquet.',
  );
}

/** The manifests in the candidates' folders and the outputs each names, as real paths: a corpus may be named without its manifest. */
function findManifests(candidates: readonly Candidate[]): ReadonlyMap<string, readonly string[]> {
  const manifests = new Map<string, readonly string[]>();
  for (const folder of new Set(candidates.map(({ path }) => dirname(path)))) {
    for (const name of readFolder(folder).filter((entry) => entry.endsWith('.json'))) {
      const path = join(folder, name);
      const named = pathKind(path) === 'file' ? readManifestOutputs(path) : undefined;
      if (named !== undefined) manifests.set(realPath(path), named);
    }
  }
  return manifests;
}

/** A path as a manifest names it: relative to the manifest's folder, with `/`. */
export function manifestName(manifestPath: string, path: string): string {
  return relative(dirname(manifestPath), path).split(sep).join('/');
}

function reasonToIgnore(
  { path, isFile }: Candidate,
  is: { readonly isOutput: boolean; readonly isManifest: boolean; readonly isRecipe: boolean },
): IgnoredFile['reason'] | undefined {
  if (!isFile) return 'not_a_file';
  if (is.isManifest) return 'manifest';
  if (is.isOutput) return 'output';
  if (is.isRecipe) return 'recipe';
  if (basename(path) === 'corpus.lock.json') return 'lock';
  return hasReadableExtension(path) ? undefined : 'format';
}

/** Tells the files that a run with these paths writes, temporary ones included. */
function ownFilesOf(paths: MergePaths): (realPathOfFile: string) => boolean {
  const { output, manifest, rejects, database, stateFolder } = paths;
  const besideDatabase = ['', '.lock', '-journal', '-wal', '-shm'].map((end) => database + end);
  const besideOutputs = ['', '.lock'].map((end) => outputsPath(stateFolder) + end);
  const files = new Set(
    // An append writes the manifest anew under `.partial`, and may be killed there.
    [output, manifest, `${manifest}.partial`, rejects, ...besideDatabase, ...besideOutputs].map(
      realPath,
    ),
  );
  const runs = realPath(join(stateFolder, 'runs')) + sep;
  return (path) => files.has(path) || path.startsWith(runs) || isTemporaryName(path);
}

function inputFile(
  { path, below, settings }: Candidate,
  name: string,
  fetchedLicense: string | undefined,
): InputFile {
  // A file may be called `  .jsonl`; a source must have a name all the same.
  const stem = stripExtensions(below).toWellFormed().trim();
  const source = settings.name ?? (stem === '' ? 'unnamed' : stem);
  const license = settings.license ?? fetchedLicense;
  return { path, name, source, bytes: statSync(path).size, license, settings };
}

/** The candidates without those that lead to a file named before, by whatever path. */
function uniqueCandidates(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ path }) => {
    const real = realPath(path);
    if (seen.has(real)) return false;
    seen.add(real);
    return true;
  });
}

function expandSource({ folder, pattern, settings, adviceIfMissing }: SourceSpec): Candidate[] {
  const path = resolve(folder, pattern);
  const kind = pathKind(path);
  if (kind === 'folder') return listFolder(path, settings);
  if (kind !== 'absent') {
    return [{ path, below: basename(path), isFile: kind === 'file', settings }];
  }
  const { base, glob } = picomatch.scan(pattern);
  const root = resolve(folder, base);
  if (glob !== '' && pathKind(root) === 'folder') {
    const matches = picomatch(glob, { dot: true });
    const found = listFolder(root, settings).filter(({ below }) => matches(below));
    if (found.length > 0) return found;
  }
  const advice =
    adviceIfMissing ?? 'Name a file, a folder or a glob that exists with --input or in the recipe.';
  throw new FileAccessError(`There is nothing at ${path}. ${advice}`, { path, code: 'ENOENT' });
}

/** What a path leads to; `other` has no bytes to read: a pipe, a socket, a link in a circle. */
function pathKind(path: string): 'file' | 'folder' | 'other' | 'absent' {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'absent';
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return 'other';
    throw error;
  }
}

/** All files below a folder by the bytes of their path; folders reached twice through symlinks are entered once. */
function listFolder(root: string, settings: SourceSettings): Candidate[] {
  const found: (Candidate & { readonly bytes: Buffer })[] = [];
  const entered = new Set<string>();
  const enter = (folder: string, prefix: string): void => {
    const real = realpathSync(folder);
    if (entered.has(real)) return;
    entered.add(real);
    for (const name of readFolder(folder)) {
      const path = join(folder, name);
      const below = prefix + name;
      const kind = pathKind(path);
      if (kind === 'folder') enter(path, `${below}/`);
      else
        found.push({ path, below, isFile: kind === 'file', settings, bytes: Buffer.from(below) });
    }
  };
  enter(root, '');
  return found
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ bytes: _, ...candidate }) => candidate);
}

/** The names in a folder; throws for one that is not UTF-8, which no path of ours can hold and no manifest can name. */
function readFolder(folder: string): string[] {
  let names: Buffer[];
  try {
    names = readdirSync(folder, { encoding: 'buffer' });
  } catch (error) {
    throw folderError(error, folder);
  }
  return names.map((name) => {
    if (isUtf8(name)) return name.toString('utf8');
    throw new CorpusError(
      `In ${folder} the name of ${JSON.stringify(name.toString('latin1'))} is not UTF-8. Rename it, or leave it out of --input.`,
    );
  });
}

function folderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  return new FileAccessError(
    `Cannot read the folder ${folder}: ${error.message}. Make it readable or leave it out of --input.`,
    { path: folder, code: String(error.code) },
    { cause: error },
  );
}
