import { type Manifest, type ManifestOutput } from '@llamaforge/manifest';
import { FileAccessError } from '@llamaforge/schema';
import { judgeTally, skipCheck, type Check } from './check.ts';
import { ProblemTally } from './problem-tally.ts';
import { type Reading } from './read-chunks.ts';
import { readRejectedRow } from './rejected-row.ts';
import { scanLines, type LineChecker } from './scan-lines.ts';
import { SegmentCounter } from './segment-counter.ts';

/** The rejects file to be checked, and what its manifest says about it; `entry` is undefined where it names none. */
export interface RejectsFile {
  readonly path: string;
  readonly manifest: Manifest;
  readonly entry: ManifestOutput | undefined;
}

/** Reads the rejects file once: its rows as promised, counted per file and reason, and its segments' bytes. */
export async function checkRejects(
  { path, manifest, entry }: RejectsFile,
  reading: Reading,
): Promise<Check[]> {
  const lines = new RejectedRowChecker();
  const segments = new SegmentCounter(entry?.segments ?? []);
  try {
    await scanLines({ path, what: 'rejects', counter: segments, lines }, reading);
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    lines.problems.add(() => error.message);
    return [
      judgeTally('rejects_lines', lines.problems),
      skipCheck('rejects_counts', 'the rejects file cannot be read'),
      skipCheck('rejects_segments', 'the rejects file cannot be read'),
    ];
  }
  const bytes = new ProblemTally();
  if (entry !== undefined) segments.compare(entry, bytes);
  return [
    judgeTally('rejects_lines', lines.problems),
    judgeTally('rejects_counts', compareCounts(manifest, lines.rowsByPlace)),
    entry === undefined
      ? skipCheck('rejects_segments', 'the manifest names no rejects file')
      : judgeTally('rejects_segments', bytes),
  ];
}

class RejectedRowChecker implements LineChecker {
  readonly problems = new ProblemTally();
  readonly rowsByPlace = new Map<string, Map<string, number>>();
  #line = 0;

  checkLine(line: Buffer | undefined): void {
    this.#line += 1;
    const row = readRejectedRow(line);
    if (typeof row === 'string') {
      this.problems.add(() => `line ${String(this.#line)}: ${row}`);
      return;
    }
    const reasons = this.rowsByPlace.get(row.file) ?? new Map<string, number>();
    reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + 1);
    this.rowsByPlace.set(row.file, reasons);
  }

  checkEnd({ hasLineFeed }: { readonly hasLineFeed: boolean }): void {
    if (!hasLineFeed) this.problems.add(() => `line ${String(this.#line)}: has no LF`);
  }
}

function compareCounts(
  manifest: Manifest,
  rowsByPlace: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ProblemTally {
  const problems = new ProblemTally();
  const stated = new Map(
    manifest.inputs.map(({ path, rows }) => [path, new Map(Object.entries(rows.rejected))]),
  );
  for (const file of new Set([...stated.keys(), ...rowsByPlace.keys()])) {
    const statedReasons = stated.get(file);
    const foundReasons = rowsByPlace.get(file);
    const reasons = new Set([...(statedReasons?.keys() ?? []), ...(foundReasons?.keys() ?? [])]);
    for (const reason of reasons) {
      problems.compare(`${file}, ${reason}`, {
        stated: statedReasons?.get(reason) ?? 0,
        found: foundReasons?.get(reason) ?? 0,
      });
    }
  }
  return problems;
}
