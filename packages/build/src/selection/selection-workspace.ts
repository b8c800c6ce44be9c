import { explainSqliteError, takeMergeLock } from '@llamaforge/dedup';
import { CorpusError, DatabaseBusyError } from '@llamaforge/schema';
import { makeFolder } from '@llamaforge/shards';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readManifestOutputs, readNamedOutputs, realPath } from '../own-outputs.ts';
import { finishPublishing, publishFiles, removeFiles, type PendingMove } from '../publish.ts';
import { refuseForeignFile } from '../refuse-foreign-files.ts';
import { requireCorpus } from './read-corpus.ts';
import type { SelectionPaths, SelectionPlan } from './selection-options.ts';

/**
 * Does the work while no other process writes the same output, after what a killed one left is put right. Throws
 * CorpusError at once where one does, there is no corpus, or an output may not be written.
 */
export async function withOutputLock<T>(
  paths: SelectionPaths,
  outputs: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  requireCorpus(paths);
  const release = takeOutputLock(paths);
  try {
    recoverFromKilledSelection(paths);
    refuseForeignOutputs(paths, outputs);
    return await work();
  } finally {
    release();
  }
}

// Beside the output, so that it holds whatever folder a process was started in.
function takeOutputLock({ output }: SelectionPaths): () => void {
  const real = realPath(output);
  try {
    return takeMergeLock(join(dirname(real), `.${basename(real)}`));
  } catch (error) {
    if (!(error instanceof DatabaseBusyError)) throw explainSqliteError(error, output);
    throw new CorpusError(
      `Another llamaforge is writing ${output}. Wait for it, or name another file with --output.`,
      { cause: error },
    );
  }
}

/** The move that gives a selection's file its name; the temporary one holds a mark of the output, so that two outputs never share one. */
export function pendingMove({ output }: SelectionPaths, to: string): PendingMove {
  return { from: `${to}.${markOf(output)}.partial`, to };
}

/** All files of rows that a plan writes, whose parts lie at these paths. */
export function outputsOf(plan: SelectionPlan, parts: readonly string[]): readonly string[] {
  return plan.validationShare === undefined ? parts : [...parts, plan.paths.validation];
}

/** Where lines wait for their turn while they are put in order. */
export function spoolPath(paths: SelectionPaths): string {
  return pendingMove(paths, `${paths.output}.spool`).from;
}

/** Finishes the renames of a killed run and drops its temporary files. */
function recoverFromKilledSelection(paths: SelectionPaths): void {
  const { output, stateFolder } = paths;
  makeFolder(dirname(output));
  finishPublishing({ database: output, stateFolder });
  const end = `.${markOf(output)}.partial`;
  const start = basename(output).replace(/\.jsonl$/u, '');
  removeFiles(
    readdirSync(dirname(output))
      .filter((name) => name.startsWith(start) && name.includes(end))
      .map((name) => join(dirname(output), name)),
  );
}

/** Throws CorpusError where a file to be written is what is read here, or is not ours, and where what is read would be removed. */
function refuseForeignOutputs(paths: SelectionPaths, outputs: readonly string[]): void {
  const { corpus, corpusManifest, database, manifest, stateFolder } = paths;
  const read = [corpus, corpusManifest, database].map(realPath);
  for (const path of [...outputs, manifest]) {
    if (read.includes(realPath(path))) {
      throw new CorpusError(
        `${path} is what is read here, so it is not replaced. Name another file with --output.`,
      );
    }
    refuseForeignFile(path, { flag: 'output', manifest, stateFolder });
    refuseMergedCorpus(path, corpusManifest);
  }
  if (earlierOutputs(paths).includes(realPath(corpus))) {
    throw new CorpusError(
      `${corpus} is what is read here, and an output that ${manifest} names, which would go with it. Name another file with --output.`,
    );
  }
}

/** What a merge wrote is ours, and yet not a mix's to replace: its hash table would no longer fit it. */
function refuseMergedCorpus(path: string, corpusManifest: string): void {
  const real = realPath(path);
  const owner = readdirSync(dirname(path))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(dirname(path), name))
    .concat(corpusManifest)
    .find((candidate) => {
      const named = readNamedOutputs(candidate);
      const isOfMerge = named?.kind === 'corpus';
      return isOfMerge && (named.outputs.includes(real) || realPath(candidate) === real);
    });
  if (owner === undefined) return;
  throw new CorpusError(
    `${path} belongs to the merged corpus of ${owner}, so it is not replaced. Name another file with --output.`,
  );
}

/** Gives files their names, the manifest last, and removes what the manifest before it named and this one does not. */
export function publishSelection(paths: SelectionPaths, moves: readonly PendingMove[]): void {
  const { output, stateFolder } = paths;
  const current = new Set(moves.map(({ to }) => realPath(to)));
  const outdated = earlierOutputs(paths)
    .filter((path) => !current.has(path))
    .map((path) => ({ from: path, to: pendingMove(paths, path).from }));
  publishFiles({ database: output, stateFolder }, moves, outdated);
}

/** The files that this output's manifest names and that can be of this output, as real paths: a manifest may come from anywhere. */
function earlierOutputs({ manifest, output }: SelectionPaths): readonly string[] {
  if (!existsSync(manifest)) return [];
  const real = realPath(output);
  const stem = real.replace(/\.jsonl$/u, '');
  return (readManifestOutputs(manifest) ?? []).filter(
    (path) =>
      path === real ||
      (path.startsWith(`${stem}.`) &&
        /^(?:validation|\d+-[^/\\]+)\.jsonl$/u.test(path.slice(stem.length + 1))),
  );
}

function markOf(output: string): string {
  return createHash('sha1').update(realPath(output)).digest('hex').slice(0, 8);
}
