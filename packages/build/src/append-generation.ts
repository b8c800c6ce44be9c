import { HashTable, type GenerationFiles, type TableReader } from '@llamaforge/dedup';
import { CorpusError } from '@llamaforge/schema';
import { FileWriter, hashFile, readStamp, writeWhole } from '@llamaforge/shards';
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { findInputFiles, type InputFile } from './input-files.ts';
import { LengthCounts } from './length-counts.ts';
import { manifestOfTable, writeCheckedManifest } from './manifest-of-table.ts';
import type { MergeResult } from './merge-corpus.ts';
import { mergeFiles, type MergeFilesContext } from './merge-files.ts';
import type { MergePlan } from './merge-options.ts';
import { tableMeta } from './merge-workspace.ts';
import { ignoredAsDamaged, surveyFiles, type SurveyedFile } from './survey-file.ts';

/**
 * Merges the files that the table does not know yet into the corpus in place: new bytes past its committed length,
 * fsync, then the table's transaction, then the manifest. Whatever a killed append left past that length is cut off.
 */
export async function appendGeneration(
  plan: MergePlan,
  context: MergeFilesContext,
): Promise<MergeResult> {
  using table = HashTable.open(plan.paths.database);
  refuseOtherCorpus(table.reader, plan);
  cutToCommitted(table.reader, plan);
  const found = findInputFiles(plan);
  const added = await newFiles(table.reader, found.inputs, context);
  const { files, damaged } = await surveyFiles(added, plan, context);
  const ignored = [...found.ignored, ...damaged.map(ignoredAsDamaged)];
  const generation = files.length === 0 ? undefined : table.reader.readNextGeneration();
  if (generation !== undefined) {
    try {
      await addGeneration(table, { plan, files, generation }, context);
      writeCheckedManifest(manifestOfTable(table.reader, plan, ignored));
      table.commit();
    } catch (error) {
      table.rollback();
      cutToCommitted(table.reader, plan);
      throw error;
    }
  }
  const manifest = manifestOfTable(table.reader, plan, ignored);
  writeIfDifferent(plan.paths.manifest, writeCheckedManifest(manifest));
  return { manifest, generation, damaged };
}

async function addGeneration(
  table: HashTable,
  of: {
    readonly plan: MergePlan;
    readonly files: readonly SurveyedFile[];
    readonly generation: number;
  },
  context: MergeFilesContext,
): Promise<void> {
  const { plan, files, generation } = of;
  const committed = committedBytes(table.reader);
  using corpus = FileWriter.append(plan.paths.output, committed.corpus);
  using rejects = FileWriter.append(plan.paths.rejects, committed.rejects);
  const filler = table.beginGeneration();
  const lengths = new LengthCounts();
  const targets = { table: filler, corpus, rejects, lengths, key: plan.key, generation };
  await mergeFiles(files, targets, context);
  lengths.store(filler);
  table.finishGeneration({ corpus: corpus.finish(), rejects: rejects.finish() });
}

/** An append goes to the corpus that the table was made with, under the same key. */
function refuseOtherCorpus(table: TableReader, plan: MergePlan): void {
  for (const [name, value] of Object.entries(tableMeta(plan))) {
    const made = table.readMeta(name);
    if (made === value) continue;
    throw new CorpusError(
      `${plan.paths.database} was made with ${name.replace('_path', '')} ${made ?? 'unknown'}, this run has ${value}. Append with the same, or merge anew.`,
    );
  }
}

function committedBytes(table: TableReader): Record<'corpus' | 'rejects', number> {
  const generations: readonly GenerationFiles[] = table.readGenerations();
  const sum = (role: 'corpus' | 'rejects'): number =>
    generations.reduce((total, generation) => total + generation[role].bytes, 0);
  return { corpus: sum('corpus'), rejects: sum('rejects') };
}

function cutToCommitted(table: TableReader, plan: MergePlan): void {
  const committed = committedBytes(table);
  for (const role of ['corpus', 'rejects'] as const) {
    const path = role === 'corpus' ? plan.paths.output : plan.paths.rejects;
    const bytes = statSync(path, { throwIfNoEntry: false })?.size;
    if (bytes === undefined || bytes < committed[role]) {
      throw new CorpusError(
        `${path} ${bytes === undefined ? 'is gone' : 'is shorter than its hash table says'}. Merge anew, without --append.`,
      );
    }
    if (bytes > committed[role]) truncateSync(path, committed[role]);
  }
}

/** The inputs that no generation holds; throws where an old one is gone or not what it was. */
async function newFiles(
  table: TableReader,
  inputs: readonly InputFile[],
  { hashes, signal }: MergeFilesContext,
): Promise<InputFile[]> {
  const old = new Map(table.readFiles().map((file) => [file.path, file]));
  const byName = new Map(inputs.map((input) => [input.name, input]));
  const changed: string[] = [];
  for (const { path, sha256 } of old.values()) {
    const input = byName.get(path);
    if (input === undefined) {
      changed.push(`${path} is gone`);
      continue;
    }
    const stamp = await readStamp(input.path);
    const now = hashes.get(input.path, stamp) ?? (await hashFile(input.path, { signal })).sha256;
    hashes.note(input.path, stamp, now);
    if (now !== sha256) changed.push(`${path} has changed`);
  }
  if (changed.length > 0) {
    throw new CorpusError(
      `The corpus was made from files that are no longer the same:\n${changed.map((line) => `  ${line}`).join('\n')}\nMerge anew, without --append; nothing was changed.`,
    );
  }
  return inputs.filter((input) => !old.has(input.name));
}

function writeIfDifferent(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeWhole(path, text);
}
