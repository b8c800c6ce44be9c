import { HashTable, readDatabaseOwner } from '@llamaforge/dedup';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { relative, dirname, sep } from 'node:path';
import type { MergePaths, MergePlan } from './merge-options.ts';
import { finishPublishing, removeFiles, type PendingMove } from './publish.ts';

/**
 * The moves that put a merge's files in place, the manifest last. The temporary names hold a mark of the
 * database, so that merges on two databases never write one temporary file.
 */
export function pendingMoves(
  paths: MergePaths,
): Record<'corpus' | 'rejects' | 'database' | 'manifest', PendingMove> {
  const mark = createHash('sha1').update(paths.database).digest('hex').slice(0, 8);
  const move = (to: string): PendingMove => ({ from: `${to}.${mark}.partial`, to });
  return {
    corpus: move(paths.output),
    rejects: move(paths.rejects),
    database: move(paths.database),
    manifest: move(paths.manifest),
  };
}

/** Where a merge sets rows aside that the table of digests must wait for. */
export function sparePathOf(paths: MergePaths): string {
  return `${pendingMoves(paths).database.from}-spare`;
}

/** Whether a file is one that we were writing, or the lock of one: its mark and ending are on no file of a user's. */
export function isTemporaryName(path: string): boolean {
  return /\.[0-9a-f]{8}\.partial(?:\.partial|-journal|-spare)?$|outputs\.json\.partial$|(?:^|[/\\])\.[^/\\]+\.jsonl\.lock$/u.test(
    path,
  );
}

/** Puts right what a killed run left, under the lock: finishes its renames, drops its temporary files, rolls back its open transaction. */
export function recoverFromKilledRun(paths: MergePaths): void {
  finishPublishing(paths);
  const temporary = Object.values(pendingMoves(paths)).map(({ from }) => from);
  const ends = ['', '-journal', '.partial', '-spare'];
  removeFiles([
    ...temporary.flatMap((from) => ends.map((end) => from + end)),
    `${paths.manifest}.partial`,
  ]);
  // Opening a database rolls back what a killed append began; its journal must not outlive the file it belongs to.
  if (existsSync(`${paths.database}-journal`) && readDatabaseOwner(paths.database) === 'ours') {
    const table = HashTable.open(paths.database);
    table.reader.readNextGeneration();
    table.close();
  }
}

/** Where a table's corpus is and what makes two of its rows one, so that an append finds the same; paths relative to the table. */
export function tableMeta(plan: MergePlan): Record<string, string> {
  const below = (path: string): string =>
    relative(dirname(plan.paths.database), path).split(sep).join('/');
  return {
    key: plan.key,
    output: below(plan.paths.output),
    rejects: below(plan.paths.rejects),
    manifest_path: below(plan.paths.manifest),
  };
}
