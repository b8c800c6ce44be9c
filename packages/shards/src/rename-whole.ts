import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeErrorOf } from '@llamaforge/schema';

/** Gives a finished file its name, in place of what had it: at any moment there is the old file or the new one. The folder is synced, so that the name outlives a power cut. */
export function renameWhole(from: string, to: string): void {
  try {
    renameSync(from, to);
    syncFolder(dirname(to));
  } catch (error) {
    throw writeErrorOf(error, to);
  }
}

function syncFolder(folder: string): void {
  // Windows opens no folders, and keeps their entries by itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
