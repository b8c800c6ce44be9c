export { detectFormat } from './detect-format.ts';
export {
  compressionNames,
  formatNames,
  hasReadableExtension,
  stripExtensions,
  type CompressionName,
  type DelimitedDialect,
  type FileFormat,
  type FormatName,
} from './file-format.ts';
export {
  longestRowBytes,
  quotedValue,
  type BrokenReason,
  type FileRow,
  type RawText,
} from './file-row.ts';
export { isSameStamp, readStamp, type FileStamp } from './file-stamp.ts';
export { FileWriter, type WrittenPart } from './file-writer.ts';
export { hashFile } from './hash-file.ts';
export { lineRow, readJsonLines } from './json-lines.ts';
export { makeFolder } from './make-folder.ts';
export type { ParquetGroupExtent } from './parquet-rows.ts';
export { type ReadOptions } from './read-file-chunks.ts';
export { type LineBatch } from './ordered-lines.ts';
export { readLinesInOrder, type LineOrder } from './read-lines-in-order.ts';
export { readLines } from './read-lines.ts';
export { readParquetExtents } from './read-parquet-extents.ts';
export { readRows } from './read-rows.ts';
export { renameWhole } from './rename-whole.ts';
export { canBatch, parseRowBatch, readRowBatches, type RowBatch } from './row-batches.ts';
export { WriteThread } from './write-thread.ts';
export { writeWhole } from './write-whole.ts';
