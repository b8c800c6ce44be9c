import { adaptRow, categoryByRules, createFileVote, readRowTags } from '@llamaforge/adapters';
import type { IgnoredFile } from '@llamaforge/manifest';
import {
  categoryOfTag,
  CorpusError,
  DamagedFileError,
  type Category,
  type RowMapping,
} from '@llamaforge/schema';
import {
  detectFormat,
  hashFile,
  readRows,
  readStamp,
  type FileFormat,
  type FileStamp,
} from '@llamaforge/shards';
import type { InputFile } from './input-files.ts';
import type { MergeFilesContext } from './merge-files.ts';
import type { MergePlan } from './merge-options.ts';

/** What is known of a file before its rows are merged. */
export interface SurveyedFile {
  readonly input: InputFile;
  readonly format: FileFormat;
  readonly bytes: number;
  readonly sha256: string;
  /** to see at the end that the file was the same all along */
  readonly stamp: FileStamp;
  readonly vote: Category | undefined;
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
  plan: Pick<MergePlan, 'onDamage'>,
  context: MergeFilesContext,
): Promise<{ readonly files: SurveyedFile[]; readonly damaged: DamagedFile[] }> {
  const files: SurveyedFile[] = [];
  const damaged: DamagedFile[] = [];
  const totalBytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  let bytes = 0;
  for (const input of inputs) {
    context.onProgress?.({ phase: 'survey', file: input.name, bytes, totalBytes, rows: 0 });
    const surveyed = await surveyFile(input, context);
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

/** How a file's rows are to be read, as its source says; ask once a file, not a row. */
export function mappingOf({ settings }: InputFile): RowMapping {
  const { shape, columns, template, clean, where, longer_than, unanswerable } = settings;
  return { shape, columns, template, clean, where, longer_than, unanswerable };
}

/** Plain JSON lines cannot be damaged, so they are read only as far as the vote needs. */
async function surveyFile(
  input: InputFile,
  { signal, hashes }: MergeFilesContext,
): Promise<SurveyedFile | DamagedFile> {
  const stamp = await readStamp(input.path);
  try {
    const format = await detectFormat(input.path, { signal });
    const vote = await readVote(input, format, signal);
    const sha256 = hashes.get(input.path, stamp) ?? (await hashFile(input.path, { signal })).sha256;
    hashes.note(input.path, stamp, sha256);
    return { input, format, bytes: Number(stamp.size), sha256, stamp, vote };
  } catch (error) {
    if (error instanceof DamagedFileError) return { input, error };
    throw error;
  }
}

/** Reads a file to its end where it could be damaged, and gives what content rules say of its first rows. */
async function readVote(
  input: InputFile,
  format: FileFormat,
  signal: AbortSignal | undefined,
): Promise<Category | undefined> {
  const vote = createFileVote();
  const mapping = mappingOf(input);
  const canBeDamaged = format.format !== 'jsonl' || format.compression !== 'none';
  const needsVote = input.settings.category === undefined;
  if (!needsVote && !canBeDamaged) return undefined;
  for await (const row of readRows(input.path, format, { signal })) {
    if (needsVote && !vote.isFull() && row.kind === 'row') {
      for (const decision of rulesDecisions(row.value, mapping)) vote.add(decision);
    }
    if (!canBeDamaged && vote.isFull()) break;
  }
  return needsVote ? vote.result() : undefined;
}

/** What content rules say of a row's records, where the row does not say it itself. */
function rulesDecisions(value: unknown, mapping: RowMapping): ReturnType<typeof categoryByRules>[] {
  const tags = readRowTags(value);
  const isTagged = [tags.category, tags.fallbackCategory].some(
    (tag) => tag !== undefined && categoryOfTag(tag) !== undefined,
  );
  if (isTagged) return [];
  return adaptRow(value, mapping)
    .filter((row) => row.kind === 'record')
    .map((row) => categoryByRules(row.text));
}

function damageError(damaged: readonly DamagedFile[]): CorpusError {
  const [first, ...others] = damaged;
  if (first !== undefined && others.length === 0) return first.error;
  const list = damaged.map(({ input, error }) => `  ${input.path}: ${error.detail}`).join('\n');
  return new CorpusError(
    `${String(damaged.length)} files are damaged, so nothing was written:\n${list}\nGet them anew, or leave them out with --on-damage skip.`,
  );
}
