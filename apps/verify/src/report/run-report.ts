import { type CommandOutcome } from '../command-outcome.ts';
import { type Reading } from '../read-chunks.ts';
import { parseSampleFlags } from '../sample-flags.ts';
import { readToolVersion } from '../tool-version.ts';
import { makeReport } from './make-report.ts';
import { reportOutcome } from './report-outcome.ts';
import { reportPathsOf } from './report-paths-of.ts';
import { writeReport } from './write-report.ts';

/** The words of the command `report`, as they were written. */
export interface ReportWords {
  readonly file: string;
  readonly manifest: string | undefined;
  readonly rejects: string | undefined;
  readonly before: string | undefined;
  readonly output: string;
  readonly sample: string;
  readonly seed: string;
  readonly tokenizer: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Makes a report, writes it, and says where it is; throws CorpusError, UsageError among them, or the signal's reason. */
export async function runReport(words: ReportWords, reading: Reading): Promise<CommandOutcome> {
  const { file, manifest, rejects, before, tokenizer, json, quiet } = words;
  const paths = reportPathsOf(words.output);
  const sample = parseSampleFlags(words);
  const request = {
    files: { file, manifest, rejects },
    before,
    sampleRows: sample.rows,
    seed: sample.seed,
    tokenizer,
    toolVersion: readToolVersion(),
  };
  const report = await makeReport(request, reading);
  reading.signal.throwIfAborted();
  writeReport(report, paths);
  return reportOutcome(report, { ...paths, json, quiet });
}
