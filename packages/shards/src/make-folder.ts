import { mkdirSync } from 'node:fs';
import { writeErrorOf } from './access-error.ts';

/** Makes a folder and those above it; one that is there already is left as it is. A refusal is a `FileAccessError`. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}
