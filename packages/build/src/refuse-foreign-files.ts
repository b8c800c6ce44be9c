import { readDatabaseOwner } from '@llamaforge/dedup';
import { CorpusError } from '@llamaforge/schema';
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { defaultNames, type MergePaths } from './merge-options.ts';
import { readManifestOutputs, readOutputsFile, realPath } from './own-outputs.ts';

/**
 * Throws CorpusError where a merge would replace a file that no merge wrote: a user's data named as output by a slip.
 * What has a default name is ours by its name, and so is what a manifest or `outputs.json` names.
 */
export function refuseForeignFiles(paths: MergePaths): void {
  if (readDatabaseOwner(paths.database) === 'foreign') {
    throw new CorpusError(
      `${paths.database} exists and is not a hash table of ours, so it is not replaced. Name another file with --database.`,
    );
  }
  refuseSharedPaths(paths);
  const { manifest, stateFolder } = paths;
  for (const flag of ['output', 'manifest', 'rejects'] as const) {
    const path = paths[flag];
    if (basename(path) === defaultNames[flag] && !isFolder(path)) continue;
    refuseForeignFile(path, { flag, manifest, stateFolder });
  }
}

/** Throws CorpusError where a path holds what neither `outputs.json` nor a manifest of ours names; an empty file is nobody's. */
export function refuseForeignFile(
  path: string,
  { flag, manifest, stateFolder }: { flag: string; manifest: string; stateFolder: string },
): void {
  if (isFolder(path)) throw new CorpusError(`${path} is a folder. Name a file with --${flag}.`);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0) return;
  const known = new Set(readOutputsFile(stateFolder).outputs.map(realPath));
  if (known.has(realPath(path)) || isNamedByManifest(path, manifest)) return;
  throw new CorpusError(
    `${path} exists and was not written by llamaforge, so it is not replaced. Name another file with --${flag}, or move it away.`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Two outputs under one name would leave one of them. */
function refuseSharedPaths({ output, manifest, rejects, database }: MergePaths): void {
  const flags = Object.entries({ output, manifest, rejects, database });
  for (const [index, [flag, path]] of flags.entries()) {
    const other = flags.slice(0, index).find(([, earlier]) => realPath(earlier) === realPath(path));
    if (other === undefined) continue;
    throw new CorpusError(
      `--${other[0]} and --${flag} are one file, ${path}. Give each a name of its own.`,
    );
  }
}

/** Whether a file is a manifest of ours, or an output of the one that is given or of one beside it. */
function isNamedByManifest(path: string, manifestPath: string): boolean {
  const real = realPath(path);
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .concat(manifestPath)
    .filter((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true)
    .some((candidate) => {
      const outputs = readManifestOutputs(candidate);
      return outputs !== undefined && (candidate === path || outputs.includes(real));
    });
}
