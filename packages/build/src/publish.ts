import { renameWhole, writeWhole } from '@llamaforge/shards';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { outputsPath, readOutputsFile, type OutputsFile } from './own-outputs.ts';

/** A whole file under its temporary name, and the name it is to get. */
export interface PendingMove {
  readonly from: string;
  readonly to: string;
}

/**
 * Gives whole files their names, the last one last. The moves are noted in `outputs.json` before the first, so
 * that a process killed in between is finished by the next (`finishPublishing`), and no output is taken for input.
 */
export function publishFiles(stateFolder: string, moves: readonly PendingMove[]): void {
  const outputs = [...readOutputsFile(stateFolder).outputs, ...moves.map((move) => move.to)];
  writeOutputsFile(stateFolder, {
    format_version: 1,
    outputs: [...new Set(outputs)].sort(),
    pending: [...moves],
  });
  finishPublishing(stateFolder);
}

/** Makes the moves that are still to be made; does nothing where none are. */
export function finishPublishing(stateFolder: string): void {
  const stored = readOutputsFile(stateFolder);
  if (stored.pending.length === 0) return;
  for (const { from, to } of stored.pending) {
    if (existsSync(from)) renameWhole(from, to);
  }
  writeOutputsFile(stateFolder, { ...stored, pending: [] });
}

/** Removes files if they are there, so that a run begins and ends without leftovers. */
export function removeFiles(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

function writeOutputsFile(stateFolder: string, file: OutputsFile): void {
  const below = (path: string): string => relative(stateFolder, path).split(sep).join('/');
  const stored = {
    ...file,
    outputs: file.outputs.map(below),
    pending: file.pending.map(({ from, to }) => ({ from: below(from), to: below(to) })),
  };
  const path = outputsPath(stateFolder);
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, `${JSON.stringify(stored, undefined, 2)}\n`);
}
