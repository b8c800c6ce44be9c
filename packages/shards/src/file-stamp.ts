import { stat } from 'node:fs/promises';
import { readErrorOf } from '@llamaforge/schema';

/** What changes when a file changes: size in bytes, times in nanoseconds, inode; all as decimal strings, exact beyond 2^53. */
export interface FileStamp {
  readonly size: string;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly inode: string;
}

/** Reads a file's stamp, following links; compare one from before with one from after to see a file change under a reader. */
export async function readStamp(path: string): Promise<FileStamp> {
  try {
    const status = await stat(path, { bigint: true });
    return {
      size: String(status.size),
      mtimeNs: String(status.mtimeNs),
      ctimeNs: String(status.ctimeNs),
      inode: String(status.ino),
    };
  } catch (error) {
    throw readErrorOf(error, path);
  }
}

/** Whether two stamps are of one unchanged file. */
export function isSameStamp(before: FileStamp, after: FileStamp): boolean {
  return (
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs &&
    before.ctimeNs === after.ctimeNs &&
    before.inode === after.inode
  );
}
