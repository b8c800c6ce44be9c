import { createFileVote, type FileVote } from '@llamaforge/adapters';
import type { IgnoredFile } from '@llamaforge/manifest';
import { loadLanguageOf, type LanguageOf } from '@llamaforge/quality';
import { CorpusError, DamagedFileError, type Category } from '@llamaforge/schema';
import {
  detectFormat,
  hashFile,
  readStamp,
  type FileFormat,
  type FileStamp,
} from '@llamaforge/shards';
import type { FileVoter, VotingFile } from './file-voter.ts';
import type { InputFile } from './input-files.ts';
import { usesKernel } from './kernel/uses-kernel.ts';
import { BeyondKernelError } from './kernel/beyond-kernel-error.ts';
import { kernelVoter } from './kernel/vote-in-kernel.ts';
import type { MergeFilesContext } from './merge-files.ts';
import type { MergePlan } from './merge-options.ts';
import { readLanguage } from './read-language.ts';
import { readToEnd } from './read-to-end.ts';
import { asksForLanguage } from './treatment/treatment.ts';
import { votePlainly } from './vote-plainly.ts';

/** What is known of a file before its rows are merged. */
export interface SurveyedFile {
  readonly input: InputFile;
  readonly format: FileFormat;
  readonly bytes: number;
  /** may come while the file is merged, and is for whoever closes its books to wait for; a rejection may be left unheard */
  readonly sha256: Promise<string>;
  /** to see at the end that the file was the same all along */
  readonly stamp: FileStamp;
  readonly vote: Category | undefined;
  /** ISO 639-1: what most of its first records are in, where that was asked and most are in one */
  readonly language: string | undefined;
}

/** A file that cannot be read to its end, and why. */
export interface DamagedFile {
  readonly input: InputFile;
  readonly error: DamagedFileError;
}

/**
 * Surveys files in order, before anything is written. With `onDamage` fail, throws one CorpusError that names all
 * damaged files.
 */
export async function surveyFiles(
  inputs: readonly InputFile[],
  plan: Pick<MergePlan, 'onDamage' | 'engine' | 'treatment'>,
  context: MergeFilesContext,
): Promise<{ readonly files: SurveyedFile[]; readonly damaged: DamagedFile[] }> {
  const files: SurveyedFile[] = [];
  const damaged: DamagedFile[] = [];
  const totalBytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const means = {
    ...(await surveyMeans(inputs, usesKernel(plan.engine, totalBytes), context)),
    languageOf: asksForLanguage(plan.treatment) ? await loadLanguageOf() : undefined,
  };
  let bytes = 0;
  for (const input of inputs) {
    context.onProgress?.({ phase: 'survey', file: input.name, bytes, totalBytes, rows: 0 });
    const surveyed = await surveyFile(input, means, context);
    if ('error' in surveyed) damaged.push(surveyed);
    else files.push(surveyed);
    bytes += input.bytes;
  }
  if (damaged.length > 0 && plan.onDamage === 'fail') throw damageError(damaged);
  return { files, damaged };
}

/** A damaged file's entry among the files that were not read. */
export function ignoredAsDamaged({ input, error }: DamagedFile): IgnoredFile {
  return { path: input.name, reason: 'damaged', detail: error.detail };
}

/** How files are surveyed by the engine that will merge them. */
interface SurveyMeans {
  readonly voter: FileVoter;
  readonly hash: (path: string) => Promise<string>;
  /** whether files are hashed beside the merge, so that no hash is waited for here */
  readonly isBeside: boolean;
  /** undefined where nobody asks for languages */
  readonly languageOf: LanguageOf | undefined;
}

async function surveyMeans(
  inputs: readonly InputFile[],
  isInKernel: boolean,
  { signal, hashThread }: MergeFilesContext,
): Promise<Omit<SurveyMeans, 'languageOf'>> {
  if (isInKernel) {
    const voter = inputs.some(needsVote) ? await kernelVoter() : votePlainly;
    return { voter, hash: (path) => hashThread.hash(path), isBeside: true };
  }
  const hash = async (path: string): Promise<string> => (await hashFile(path, { signal })).sha256;
  return { voter: votePlainly, hash, isBeside: false };
}

async function surveyFile(
  input: InputFile,
  { voter, hash, isBeside, languageOf }: SurveyMeans,
  { signal, hashes }: MergeFilesContext,
): Promise<SurveyedFile | DamagedFile> {
  const { path } = input;
  const stamp = await readStamp(path);
  const bytes = Number(stamp.size);
  try {
    const format = await detectFormat(path, { signal });
    const vote = await readVote({ input, format, bytes }, voter, signal);
    const language = languageOf && (await readLanguage({ input, format, languageOf }, signal));
    const known = hashes.get(path, stamp);
    const sha256 = known === undefined ? hash(path) : Promise.resolve(known);
    sha256.then(
      (value) => {
        hashes.note(path, stamp, value);
      },
      () => undefined,
    );
    if (!isBeside) await sha256;
    return { input, format, bytes, sha256, stamp, vote, language };
  } catch (error) {
    if (error instanceof DamagedFileError) return { input, error };
    throw error;
  }
}

/** Reads a file to its end where it could be damaged, and gives what content rules say of its first rows. */
async function readVote(
  file: VotingFile,
  voter: FileVoter,
  signal: AbortSignal | undefined,
): Promise<Category | undefined> {
  const { input, format } = file;
  const isVoting = needsVote(input);
  const vote = isVoting ? await takeVote(file, voter, signal) : createFileVote();
  // Plain JSON lines cannot be damaged.
  const canBeDamaged = format.format !== 'jsonl' || format.compression !== 'none';
  const isReadToEnd = isVoting && !vote.isFull();
  if (canBeDamaged && !isReadToEnd) await readToEnd(input.path, format, signal);
  return vote.result();
}

/** What the voter counts, or the plain one where a row is more than the kernel takes: that one says what is wrong with it. */
async function takeVote(
  file: VotingFile,
  voter: FileVoter,
  signal: AbortSignal | undefined,
): Promise<FileVote> {
  const vote = createFileVote();
  try {
    await voter(file, vote, signal);
    return vote;
  } catch (error) {
    if (!(error instanceof BeyondKernelError)) throw error;
  }
  const plainly = createFileVote();
  await votePlainly(file, plainly, signal);
  return plainly;
}

function needsVote({ settings }: InputFile): boolean {
  return settings.category === undefined;
}

function damageError(damaged: readonly DamagedFile[]): CorpusError {
  const [first, ...others] = damaged;
  if (first !== undefined && others.length === 0) return first.error;
  const list = damaged.map(({ input, error }) => `  ${input.path}: ${error.detail}`).join('\n');
  return new CorpusError(
    `${String(damaged.length)} files are damaged, so nothing was written:\n${list}\nGet them anew, or leave them out with --on-damage skip.`,
  );
}
