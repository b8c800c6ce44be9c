import type { ParquetGroupExtent } from './parquet-rows.ts';
import type { ReadOptions } from './read-file-chunks.ts';

/** Where the row groups of a Parquet file lie, in order; reads its footer alone, and loads the decoder for it. */
export async function readParquetExtents(
  path: string,
  options: Pick<ReadOptions, 'ensureBytes'> = {},
): Promise<readonly ParquetGroupExtent[]> {
  const { parquetExtents } = await import('./parquet-rows.ts');
  return await parquetExtents(path, options);
}
