import { ChangedFileError } from '@llamaforge/schema';
import { isSameStamp, readStamp } from '@llamaforge/shards';
import { FileMerger, type MergeTargets } from './file-merger.ts';
import type { InputHashCache } from './input-hash-cache.ts';
import type { MergeContext } from './merge-options.ts';
import type { SurveyedFile } from './survey-file.ts';

/** A merge's context, and what is known of input files from earlier runs. */
export interface MergeFilesContext extends MergeContext {
  readonly hashes: InputHashCache;
}

/** Merges files in order; throws ChangedFileError where one is no longer what the survey saw. */
export async function mergeFiles(
  files: readonly SurveyedFile[],
  targets: MergeTargets,
  context: MergeFilesContext,
): Promise<void> {
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesOfEarlierFiles = 0;
  let rowsOfEarlierFiles = 0;
  for (const file of files) {
    const merger = new FileMerger(file, targets);
    let bytes = 0;
    await merger.run({
      signal: context.signal,
      onBytes: (added) => {
        bytes += added;
        context.onProgress?.({
          phase: 'merge',
          file: file.input.name,
          bytes: bytesOfEarlierFiles + bytes,
          totalBytes,
          rows: rowsOfEarlierFiles + merger.tally.read,
        });
      },
    });
    if (!isSameStamp(file.stamp, await readStamp(file.input.path))) {
      throw new ChangedFileError(file.input.path);
    }
    bytesOfEarlierFiles += file.bytes;
    rowsOfEarlierFiles += merger.tally.read;
  }
}
