import { FileAccessError } from '@llamaforge/schema';
import { closeSync, openSync, readSync } from 'node:fs';
import { applicationId, layoutVersion } from './hash-table-schema.ts';

/** Whose a file is, told from a SQLite file's first 100 bytes. Throws FileAccessError where they cannot be read. */
export function readDatabaseOwner(path: string): 'absent' | 'ours' | 'other_layout' | 'foreign' {
  let header: Buffer;
  try {
    header = readHeader(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === 'ENOENT') return 'absent';
    if (code === 'EISDIR') return 'foreign';
    throw new FileAccessError(
      `Cannot read the hash table ${path} (${code}). Make it readable or choose another place with --database.`,
      { path, code },
      { cause: error },
    );
  }
  // https://www.sqlite.org/fileformat2.html, "The Database Header"
  const isSqlite =
    header.length === headerBytes && header.toString('latin1', 0, 16) === 'SQLite format 3\u0000';
  if (!isSqlite || header.readUInt32BE(68) !== applicationId) return 'foreign';
  return header.readUInt32BE(60) === layoutVersion ? 'ours' : 'other_layout';
}

const headerBytes = 100;

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(headerBytes);
    return header.subarray(0, readSync(file, header, 0, headerBytes, 0));
  } finally {
    closeSync(file);
  }
}
