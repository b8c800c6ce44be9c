import { mkdirSync } from 'node:fs';
import { writeErrorOf } from '@llamaforge/schema';

/** Makes a folder and those above it where they are missing; throws `FileAccessError` where the system refuses. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
