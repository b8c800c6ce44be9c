import { closeSync, openSync, readSync } from 'node:fs';
import { applicationId, layoutVersion } from './hash-table-schema.ts';

/** Whose a file is, told from its first 100 bytes (https://www.sqlite.org/fileformat2.html, "The Database Header"). */
export function readDatabaseOwner(path: string): 'absent' | 'ours' | 'other_layout' | 'foreign' {
  const header = Buffer.alloc(100);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'absent';
    throw error;
  }
  try {
    const isSqlite =
      readSync(file, header, 0, 100, 0) === 100 &&
      header.toString('latin1', 0, 16) === 'SQLite format 3\u0000';
    if (!isSqlite || header.readUInt32BE(68) !== applicationId) return 'foreign';
    return header.readUInt32BE(60) === layoutVersion ? 'ours' : 'other_layout';
  } finally {
    closeSync(file);
  }
}
