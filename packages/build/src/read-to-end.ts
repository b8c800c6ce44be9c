import { canBatch, readRowBatches, readRows, type FileFormat } from '@llamaforge/shards';

/** Reads a file to its end and parses no more of it than that takes; throws DamagedFileError where it does not come that far. */
export async function readToEnd(
  path: string,
  format: FileFormat,
  signal: AbortSignal | undefined,
): Promise<void> {
  const options = { signal };
  const pieces = canBatch(format)
    ? readRowBatches(path, format, options)
    : readRows(path, format, options);
  for (let isAtEnd = false; !isAtEnd;) isAtEnd = (await pieces.next()).done === true;
}
