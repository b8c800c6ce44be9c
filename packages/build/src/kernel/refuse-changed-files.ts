import { ChangedFileError } from '@llamaforge/schema';
import { isSameStamp, readStamp } from '@llamaforge/shards';
import type { SurveyedFile } from '../survey-file.ts';

/** Throws ChangedFileError where a file is no longer what the survey saw. */
export async function refuseChangedFiles(files: readonly SurveyedFile[]): Promise<void> {
  for (const { input, stamp } of files) {
    if (!isSameStamp(stamp, await readStamp(input.path))) throw new ChangedFileError(input.path);
  }
}
