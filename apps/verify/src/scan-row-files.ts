import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { type LinePlaces } from './line-places.ts';
import { type PhaseChecker } from './phase-checker.ts';
import { type Reading } from './read-chunks.ts';
import { type RowChecker } from './row-checker.ts';
import { type RowFile } from './row-files.ts';
import { type RowSample } from './row-sample.ts';
import { scanLines, type ByteCounter } from './scan-lines.ts';
import { SegmentCounter } from './segment-counter.ts';

/** A file of rows with what was counted in it, or why it could not be read. */
export interface ScannedFile {
  readonly file: RowFile;
  readonly counted: SegmentCounter | FileAccessError;
}

/** What the lines of all files are given to, one by one. */
export interface LineReaders {
  readonly places: LinePlaces;
  readonly lines: RowChecker;
  readonly phases: PhaseChecker | undefined;
  /** Where only its lines are checked, and bytes are counted but not hashed. */
  readonly sample: RowSample | undefined;
}

/**
 * Reads the files one after the other, each once. One that can't be read is noted, and the others are read all the same;
 * throws CorpusError where it is the one corpus there is to read.
 */
export async function scanRowFiles(
  files: readonly RowFile[],
  { places, lines, phases, sample }: LineReaders,
  reading: Reading,
): Promise<ScannedFile[]> {
  const scanned: ScannedFile[] = [];
  const corpora = files.filter(({ role }) => role === 'corpus').length;
  const checked = sample === undefined ? lines : sample.thin(lines);
  let corpusBytes = 0;
  for (const file of files) {
    places.begin(file, lines.lines);
    const segments = new SegmentCounter(file.entry?.segments ?? [], {
      hashes: sample === undefined,
    });
    const isOfPhases = file.role === 'corpus' && phases !== undefined;
    const counter = isOfPhases ? countPhases(segments, phases, corpusBytes) : segments;
    const what = files.length === 1 ? 'corpus' : file.name;
    try {
      await scanLines({ path: file.path, what, counter, lines: checked }, reading);
      scanned.push({ file, counted: segments });
    } catch (error) {
      if (!(error instanceof FileAccessError)) throw error;
      if (file.role === 'corpus' && corpora === 1) throw refuseCorpus(error);
      scanned.push({ file, counted: error });
    }
    if (file.role === 'corpus') corpusBytes += segments.bytes;
  }
  return scanned;
}

function countPhases(
  segments: SegmentCounter,
  phases: PhaseChecker,
  bytesBefore: number,
): ByteCounter {
  return {
    get bytes() {
      return segments.bytes;
    },
    addBytes: (chunk) => {
      segments.addBytes(chunk);
    },
    addLine: (end) => {
      segments.addLine(end);
      phases.addLine(bytesBefore + end);
    },
  };
}

function refuseCorpus(error: FileAccessError): CorpusError {
  return new CorpusError(
    `${error.message} Make a corpus with \`npx nx run cli:merge\`, or name the file: llamaforge-verify corpus <file>.`,
    { cause: error },
  );
}
