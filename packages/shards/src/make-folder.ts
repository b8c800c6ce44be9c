import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeErrorOf } from '@llamaforge/schema';

/**
 * Makes a folder and those above it where they are missing; throws `FileAccessError` where the system refuses.
 * @param purpose what the error names: the file that is to lie there
 */
export function makeFolder(path: string, purpose = path): void {
  try {
    makeMissing(path);
  } catch (error) {
    throw writeErrorOf(error, purpose);
  }
}

/** One by one: `recursive` says of a read-only file system that a folder of the path is missing. */
function makeMissing(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(path);
  if (!existsSync(parent)) makeMissing(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been first.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
