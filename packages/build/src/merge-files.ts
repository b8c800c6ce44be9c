import { ChangedFileError } from '@llamaforge/schema';
import { isSameStamp, readStamp } from '@llamaforge/shards';
import { FileMerger, type MergeTargets } from './file-merger.ts';
import type { HashThread } from './hash-thread.ts';
import type { InputHashCache } from './input-hash-cache.ts';
import type { IdleThreads } from './kernel/idle-threads.ts';
import type { MergeContext, SourceSettings } from './merge-options.ts';
import type { RunNotes } from './run-notes.ts';
import type { SurveyedFile } from './survey-file.ts';

/** A merge's context, and what is known of input files from earlier runs. */
export interface MergeFilesContext extends MergeContext {
  readonly hashes: InputHashCache;
  /** for those that are not known */
  readonly hashThread: HashThread;
  readonly idleThreads: IdleThreads;
  readonly notes: RunNotes;
}

/** Records, kept or duplicate, that each source has given so far; a source's files share its settings object, and its cap. */
export type RecordsBySource = Map<SourceSettings, number>;

/** Merges files in order; throws ChangedFileError where one is no longer what the survey saw. */
export async function mergeFiles(
  files: readonly SurveyedFile[],
  targets: MergeTargets & { readonly recordsBySource: RecordsBySource },
  context: MergeFilesContext,
): Promise<void> {
  const { recordsBySource } = targets;
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let bytesOfEarlierFiles = 0;
  let rowsOfEarlierFiles = 0;
  for (const file of files) {
    const merger = new FileMerger(file, await file.sha256, targets);
    const { settings } = file.input;
    const earlierRecords = recordsBySource.get(settings) ?? 0;
    let bytes = 0;
    await merger.run({
      mostRecords: (settings.cap ?? Infinity) - earlierRecords,
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
    recordsBySource.set(settings, earlierRecords + merger.tally.records);
    bytesOfEarlierFiles += file.bytes;
    rowsOfEarlierFiles += merger.tally.read;
  }
}
