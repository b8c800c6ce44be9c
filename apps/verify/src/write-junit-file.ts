import { writeJunitReport, type CheckedSuite } from './junit-report.ts';
import { writeWhole } from './write-whole.ts';

/** Writes the checks for CI where a file is named for them; throws FileAccessError. */
export function writeJunitFile(path: string | undefined, suite: CheckedSuite): void {
  if (path !== undefined) writeWhole(path, writeJunitReport(suite));
}
