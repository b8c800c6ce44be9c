import { DamagedFileError } from '@llamaforge/schema';
import { detectJson } from './detect-json.ts';
import { readName, type CompressionName, type FileFormat, type NamedKind } from './file-format.ts';
import { readBytes } from './read-bytes.ts';
import { readFileChunks, type ReadOptions } from './read-file-chunks.ts';

/**
 * Tells the format from the bytes; the name decides only between CSV, YAML and JSON, whose bytes can look alike,
 * and whether one line that holds one object is a row of JSON lines. Throws a `DamagedFileError` where the file's
 * structure is broken before its format is clear, a `FileAccessError` where it cannot be opened.
 */
export async function detectFormat(
  path: string,
  options: Pick<ReadOptions, 'signal'> = {},
): Promise<FileFormat> {
  const name = readName(path);
  const head = await readHead(path, options);
  const compression = compressionOf(head, name);
  if (compression === 'none' && beginsWith(head, parquetMagic)) {
    return { format: 'parquet', compression };
  }
  switch (name.kind) {
    case 'parquet':
      throw new DamagedFileError(path, 'it does not begin with PAR1, as a Parquet file does');
    case 'csv':
    case 'tsv': {
      // Loaded here, with its library: few files need it.
      const { detectDialect } = await import('./detect-dialect.ts');
      const dialect = await detectDialect(path, { compression, kind: name.kind, options });
      const format = dialect.delimiter === '\t' ? 'tsv' : 'csv';
      return { format, compression, dialect };
    }
    case 'yaml':
      return { format: 'yaml', compression };
    case 'jsonl':
    case 'json':
    case 'other': {
      const json = await detectJson(path, {
        isNamedLines: name.kind === 'jsonl',
        open: () => readBytes(path, compression, options),
      });
      return { ...json, compression };
    }
  }
}

const parquetMagic = [0x50, 0x41, 0x52, 0x31];
const gzipMagic = [0x1f, 0x8b];
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];
const zstdSkippableMagic = [0x2a, 0x4d, 0x18];

async function readHead(path: string, options: Pick<ReadOptions, 'signal'>): Promise<Buffer> {
  for await (const chunk of readFileChunks(path, options)) return chunk;
  return Buffer.alloc(0);
}

function compressionOf(
  head: Buffer,
  name: { readonly kind: NamedKind; readonly compression: CompressionName },
): CompressionName {
  if (beginsWith(head, gzipMagic)) return 'gzip';
  if (beginsWith(head, zstdMagic) || isSkippableFrame(head)) return 'zstd';
  // Some downloads are decompressed on the way and keep their name. What is neither that nor text is damaged,
  // and its decompressor says how.
  const isText = head.length > 0 && !head.subarray(0, 64).includes(0);
  return isText ? 'none' : name.compression;
}

function isSkippableFrame(head: Buffer): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && beginsWith(head.subarray(1), zstdSkippableMagic);
}

function beginsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
