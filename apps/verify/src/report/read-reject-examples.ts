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
 * Reads a rejects file once: up to three rows a reason, of as many files as there are, the first of each. What is no
 * rejected row is left out. Throws FileAccessError, or the signal's reason.
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

class ExampleFinder implements LineChecker {
  readonly found = new Map<string, { rows: number; readonly examples: RejectExample[] }>();

  checkLine(line: Buffer | undefined): void {
    const head = line === undefined ? undefined : readHead(line);
    if (line === undefined || head === undefined) return;
    const kept = valueAt(this.found, head.reason, () => ({ rows: 0, examples: [] }));
    kept.rows += 1;
    const at = placeFor(kept.examples, head.file);
    if (at === undefined) return;
    const row = readRejectedRow(line);
    if (typeof row === 'string') return;
    kept.examples.splice(at, 1);
    kept.examples.push({
      file: row.file,
      line: row.line,
      detail: cutText(row.detail, EXAMPLE_UNITS).text,
      raw: cutText(row.raw ?? row.raw_base64 ?? '', EXAMPLE_UNITS),
    });
  }

  checkEnd(): void {
    // Whether the last line ends in LF changes nothing here.
  }
}

/** Which example a row of this file would take the place of: a free one, or a further one of the same file. */
function placeFor(examples: readonly RejectExample[], file: string): number | undefined {
  if (examples.length < EXAMPLES_SHOWN) return examples.length;
  const files = examples.map((example) => example.file);
  if (files.includes(file)) return undefined;
  const further = files.findIndex((other, index) => files.indexOf(other) < index);
  return further === -1 ? undefined : further;
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
