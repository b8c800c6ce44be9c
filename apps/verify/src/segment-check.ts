import { FileAccessError } from '@llamaforge/schema';
import { judgeTally, skipCheck, type Check, type CheckName } from './check.ts';
import { type CheckedRows } from './check-all-rows.ts';
import { describeAccessError } from './describe-access-error.ts';
import { ProblemTally } from './problem-tally.ts';
import { type ReadManifest } from './read-manifest.ts';

/** The bytes of each file of rows against the manifest's entries: one check of the corpus, one of the rows set aside. */
export function judgeSegments(
  { missing }: ReadManifest,
  { scanned, sample }: Pick<CheckedRows, 'scanned' | 'sample'>,
): Check[] {
  return (['corpus', 'validation'] as const).flatMap((role) => {
    const files = scanned.filter(({ file }) => file.role === role);
    if (files.length === 0) return [];
    if (missing !== undefined) return [skipCheck(`${role}_segments`, missing)];
    const problems = new ProblemTally();
    for (const { file, counted } of files) {
      if (counted instanceof FileAccessError) {
        problems.add(() => describeAccessError(file.name, counted));
      } else if (file.entry !== undefined) {
        counted.compare(file.entry, problems, files.length === 1 ? '' : `${file.name}, `);
      }
    }
    return [judgeSizes(`${role}_segments`, { problems, isSampled: sample !== undefined })];
  });
}

/** What was found is a failure also without hashes, as a sample takes none; where nothing was found, only hashes would have passed it. */
export function judgeSizes(
  name: CheckName,
  { problems, isSampled }: { readonly problems: ProblemTally; readonly isSampled: boolean },
): Check {
  if (!isSampled || problems.count > 0) return judgeTally(name, problems);
  return skipCheck(name, 'with a sample no sha256 is taken; the sizes fit');
}
