import { withFileLock } from '@llamaforge/dedup';
import { makeFolder, renameWhole, writeWhole } from '@llamaforge/shards';
import { existsSync, rmSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { mapPaths, outputsPath, readOutputsFile, type OutputsFile } from './own-outputs.ts';

/** A whole file under its temporary name, and the name it is to get. */
export interface PendingMove {
  readonly from: string;
  readonly to: string;
}

/** Whose moves: what its lock guards, a merge's database or a selection's output, and where `outputs.json` lies. */
export interface Publisher {
  readonly database: string;
  readonly stateFolder: string;
}

/**
 * Gives whole files their names, the last one last. The moves are noted in `outputs.json` before the first, so
 * that a process killed in between is finished by the next (`finishPublishing`), and no output is taken for input.
 * @param outdated earlier outputs that go, each to a temporary name first, so that a kill leaves none of them beside the new ones
 */
export function publishFiles(
  publisher: Publisher,
  moves: readonly PendingMove[],
  outdated: readonly PendingMove[] = [],
): void {
  const { database, stateFolder } = publisher;
  changeOutputsFile(stateFolder, ({ outputs, pending }) => ({
    format_version: 1,
    outputs: [...new Set([...outputs, ...moves.map((move) => move.to)])].sort(),
    pending: [...withoutOwn(pending, database), { database, moves: [...outdated, ...moves] }],
  }));
  finishPublishing(publisher);
  removeFiles(outdated.map(({ to }) => to));
}

/** Makes the moves that merges on this database have still to make; does nothing where none are. */
export function finishPublishing({ database, stateFolder }: Publisher): void {
  const own = readOutputsFile(stateFolder).pending.filter((entry) => entry.database === database);
  if (own.length === 0) return;
  for (const { from, to } of own.flatMap((entry) => entry.moves)) {
    if (existsSync(from)) renameWhole(from, to);
  }
  changeOutputsFile(stateFolder, (stored) => ({
    ...stored,
    pending: withoutOwn(stored.pending, database),
  }));
}

/** Removes files if they are there, so that a run begins and ends without leftovers. */
export function removeFiles(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

/** Merges on other databases note their files in the same list, so it is read and written under a lock of its own. */
function changeOutputsFile(stateFolder: string, change: (file: OutputsFile) => OutputsFile): void {
  const path = outputsPath(stateFolder);
  const below = (target: string): string => relative(stateFolder, target).split(sep).join('/');
  makeFolder(stateFolder);
  withFileLock(path, () => {
    const changed = mapPaths(change(readOutputsFile(stateFolder)), below);
    writeWhole(path, `${JSON.stringify(changed, undefined, 2)}\n`);
  });
}

function withoutOwn(pending: OutputsFile['pending'], database: string): OutputsFile['pending'] {
  return pending.filter((entry) => entry.database !== database);
}
