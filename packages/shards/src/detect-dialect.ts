import type { CompressionName, DelimitedDialect } from './file-format.ts';
import { byteOrderMarkBytes } from './json-lines.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';
import { RecordSplitter } from './record-splitter.ts';
import { splitCells } from './split-cells.ts';

/** As much of a file as is looked at: thousands of rows, and read in a blink. */
const sampleBytes = 1024 * 1024;

/**
 * Tells the delimiter from the header (the most frequent of comma, tab and semicolon outside quotes, whatever the
 * name says), and for tabs whether `"` quotes: in many such files it is a mere character.
 */
export async function detectDialect(
  path: string,
  file: {
    readonly compression: CompressionName;
    readonly kind: 'csv' | 'tsv';
    readonly options: ReadOptions;
  },
): Promise<DelimitedDialect> {
  const sample = await readSample(path, file);
  const lineEnd = sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r';
  const delimiter = tellDelimiter(sample, file.kind);
  const quoted = { delimiter, lineEnd, quoting: true } as const;
  const plain = { delimiter, lineEnd, quoting: false } as const;
  if (delimiter !== '\t') return quoted;
  return countFittingRows(sample, plain) > countFittingRows(sample, quoted) ? plain : quoted;
}

async function readSample(
  path: string,
  file: { readonly compression: CompressionName; readonly options: ReadOptions },
): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of readBytes(path, file.compression, file.options)) {
    pieces.push(chunk);
    bytes += chunk.length;
    if (bytes >= sampleBytes) break;
  }
  const sample = Buffer.concat(pieces);
  // One character a byte: delimiters, quotes and line ends are ASCII, and a character that is cut does not matter.
  return sample.toString('latin1', byteOrderMarkBytes(sample));
}

function tellDelimiter(sample: string, kind: 'csv' | 'tsv'): DelimitedDialect['delimiter'] {
  const header = /^\s*((?:"(?:[^"]|"")*"|[^"\r\n])*)/u.exec(sample)?.[1] ?? '';
  const bare = header.replaceAll(/"(?:[^"]|"")*"/gu, '');
  const counts = ([',', '\t', ';'] as const).map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length - 1,
  }));
  const [best] = counts.toSorted((a, b) => b.count - a.count);
  if (best === undefined || best.count === 0) return kind === 'tsv' ? '\t' : ',';
  const hasTabs = bare.includes('\t');
  return kind === 'tsv' && hasTabs ? '\t' : best.delimiter;
}

/** How many records have as many cells as the first and quotes in order. The last is left out: the sample may cut it. */
function countFittingRows(sample: string, dialect: DelimitedDialect): number {
  const splitter = new RecordSplitter('', dialect);
  let headerCells: number | undefined;
  let fitting = 0;
  for (const record of splitter.push(Buffer.from(sample, 'latin1'))) {
    if (record.hasStrayQuote) continue;
    const cells = splitCells(record.bytes.toString('latin1'), dialect).length;
    headerCells ??= cells;
    if (cells === headerCells) fitting += 1;
  }
  return fitting;
}
