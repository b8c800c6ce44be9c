import type { FileVote } from '@llamaforge/adapters';
import type { FileFormat } from '@llamaforge/shards';
import type { InputFile } from './input-files.ts';

/** A file as it is surveyed. */
export interface VotingFile {
  readonly input: InputFile;
  readonly format: FileFormat;
  readonly bytes: number;
}

/**
 * Reads a file as far as its vote needs, and counts what content rules say of the records that do not say it themselves:
 * all of them, unless the vote is full before. Throws what reading throws.
 */
export type FileVoter = (
  file: VotingFile,
  vote: FileVote,
  signal: AbortSignal | undefined,
) => Promise<void>;
