import { parseRecords } from './delimited-records.ts';
import type { CompressionName, DelimitedDialect } from './file-format.ts';
import { byteOrderMarkBytes } from './json-lines.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadOptions } from './read-file-chunks.ts';

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
  // A sample that ends within a quoted cell of several lines has the first of them fit without quotes only.
  const cutRows = sample.length < sampleBytes ? 0 : 1;
  const plainRows = countFittingRows(sample, plain);
  return plainRows > countFittingRows(sample, quoted) + cutRows ? plain : quoted;
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

/** How many records have as many cells as the first and quotes in order; without the last, which the sample may cut. */
function countFittingRows(sample: string, dialect: DelimitedDialect): number {
  const whole = sample.slice(0, sample.lastIndexOf(dialect.lineEnd) + 1);
  const records = parseRecords(whole, dialect);
  return records.filter(
    ({ cells, hasStrayQuote }) => !hasStrayQuote && cells.length === records[0]?.cells.length,
  ).length;
}
