import { type RejectFigures } from '@llamaforge/report';
import { rejectReasonSchema } from '@llamaforge/schema';
import { valueAt } from './counts.ts';
import { EXAMPLE_UNITS, cutText } from './report-row.ts';
import { type Reading } from '../read-chunks.ts';
import { readRejectedRow } from '../rejected-row.ts';
import { scanLines, type LineChecker } from '../scan-lines.ts';

/** A rejected row as a report shows it. */
export type RejectExample = RejectFigures['examples'][number];

/** The rows of a rejects file: by reason how many, and a few to look at. */
export type RejectedRows = ReadonlyMap<
  string,
  { readonly rows: number; readonly examples: readonly RejectExample[] }
>;

const EXAMPLES_SHOWN = 3;

/**
 * Reads a rejects file once: up to three rows a reason, of as many files as there are, and of those with most of its rows, as a
 * merge writes them: a file's rows together. What is no rejected row is left out. Throws FileAccessError, or the signal's reason.
 */
export async function readRejectExamples(path: string, reading: Reading): Promise<RejectedRows> {
  const finder = new ExampleFinder();
  const counter = { bytes: 0, addBytes, addLine: () => undefined };
  await scanLines({ path, what: 'rejects', counter, lines: finder }, reading);
  return finder.found;

  function addBytes(chunk: Buffer): void {
    counter.bytes += chunk.length;
  }
}

interface FoundRows {
  rows: number;
  readonly examples: RejectExample[];
  /** rows so far of each file that an example is of; of others only the file that is being read is counted, for there may be any number */
  readonly shown: Map<string, number>;
  current: { readonly file: string; rows: number };
}

class ExampleFinder implements LineChecker {
  readonly found = new Map<string, FoundRows>();

  checkLine(line: Buffer | undefined): void {
    const head = line === undefined ? undefined : readHead(line);
    if (line === undefined || head === undefined) return;
    const kept = valueAt(this.found, head.reason, nothingFound);
    kept.rows += 1;
    countRow(kept, head.file);
    const at = placeFor(kept);
    if (at === undefined) return;
    const row = readRejectedRow(line);
    if (typeof row === 'string') return;
    const [gone] = kept.examples.splice(at, 1);
    kept.examples.push({
      file: row.file,
      line: row.line,
      detail: cutText(row.detail, EXAMPLE_UNITS).text,
      raw: cutText(row.raw ?? row.raw_base64 ?? '', EXAMPLE_UNITS),
    });
    if (gone !== undefined && kept.examples.every(({ file }) => file !== gone.file)) {
      kept.shown.delete(gone.file);
    }
    kept.shown.set(head.file, kept.current.rows);
  }

  checkEnd(): void {
    // Whether the last line ends in LF changes nothing here.
  }
}

function nothingFound(): FoundRows {
  return { rows: 0, examples: [], shown: new Map(), current: { file: '', rows: 0 } };
}

function countRow(found: FoundRows, file: string): void {
  if (found.current.file !== file) found.current = { file, rows: found.shown.get(file) ?? 0 };
  found.current.rows += 1;
  if (found.shown.has(file)) found.shown.set(file, found.current.rows);
}

/** Which example the row that was counted last takes the place of: a free one, a further one of a file, or one of a file with fewer rows. */
function placeFor({ examples, shown, current }: FoundRows): number | undefined {
  if (examples.length < EXAMPLES_SHOWN) return examples.length;
  if (shown.has(current.file)) return undefined;
  const files = examples.map((example) => example.file);
  const further = files.findIndex((other, index) => files.indexOf(other) < index);
  if (further !== -1) return further;
  const rows = files.map((file) => shown.get(file) ?? 0);
  const fewest = Math.min(...rows);
  return current.rows > fewest ? rows.indexOf(fewest) : undefined;
}

const DETAIL_KEY = Buffer.from(',"detail":');

/** File and reason, without parsing the rejected row: they stand first in its line, and no text holds a bare quote. */
function readHead(line: Buffer): { readonly file: string; readonly reason: string } | undefined {
  const end = line.indexOf(DETAIL_KEY);
  if (end === -1) return undefined;
  let head: unknown;
  try {
    head = JSON.parse(`${line.toString('utf8', 0, end)}}`);
  } catch {
    return undefined;
  }
  if (typeof head !== 'object' || head === null) return undefined;
  if (!('file' in head && 'reason' in head) || typeof head.file !== 'string') return undefined;
  const reason = rejectReasonSchema.safeParse(head.reason);
  return reason.success ? { file: head.file, reason: reason.data } : undefined;
}
