import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { writeErrorOf } from '@llamaforge/schema';

/** Writes a text so that there is either what stood under its name or all of it: under a temporary name beside it, synced, renamed. Makes the folders above it; throws FileAccessError. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${String(process.pid)}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw writeErrorOf(error, path);
  }
  try {
    writeSynced(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeErrorOf(error, path);
  }
}

function writeSynced(path: string, text: string): void {
  const descriptor = openSync(path, 'w');
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
