import { HashTable, type GenerationFiles, type TableReader } from '@llamaforge/dedup';
import { fileAccountSchema } from '@llamaforge/manifest';
import { CorpusError } from '@llamaforge/schema';
import { hashFile, readStamp, writeWhole } from '@llamaforge/shards';
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findInputFiles, type InputFile } from './input-files.ts';
import { manifestOfTable, writeCheckedManifest } from './manifest-of-table.ts';
import type { MergeResult } from './merge-corpus.ts';
import { isReadAlike, readSettings, writeSettings } from './file-settings.ts';
import { engineOf } from './kernel/choose-engine.ts';
import { startEarly } from './kernel/start-early.ts';
import type { MergeFilesContext, RecordsBySource } from './merge-files.ts';
import type { MergePlan } from './merge-options.ts';
import { sparePathOf, tableMeta } from './merge-workspace.ts';
import { ignoredAsDamaged, surveyFiles, type SurveyedFile } from './survey-file.ts';
import { refuseOtherTreatment } from './treatment/treatment-meta.ts';

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
  const { inputs } = found;
  const added = await newFiles({ table: table.reader, plan, inputs }, context);
  const { engine: options } = plan;
  startEarly(context.idleThreads, added, { options, writer: 'spill-writer' });
  const { files, damaged } = await context.notes.time('survey_ms', () =>
    surveyFiles(added, plan, context),
  );
  const ignored = [...found.ignored, ...damaged.map(ignoredAsDamaged)];
  const generation = files.length === 0 ? undefined : table.reader.readNextGeneration();
  if (generation !== undefined) {
    try {
      const recordsBySource = countEarlierRecords(table.reader, inputs);
      await addGeneration(table, { plan, files, generation, recordsBySource }, context);
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
    readonly recordsBySource: RecordsBySource;
  },
  context: MergeFilesContext,
): Promise<void> {
  const { plan, files, generation, recordsBySource } = of;
  const committed = committedBytes(table.reader);
  await engineOf(plan.engine)(
    files,
    {
      table,
      corpus: { path: plan.paths.output, committedBytes: committed.corpus },
      rejects: { path: plan.paths.rejects, committedBytes: committed.rejects },
      sparePath: sparePathOf(plan.paths),
      key: plan.key,
      treatment: plan.treatment,
      generation,
      recordsBySource,
      index: undefined,
    },
    context,
  );
  const earlier = readSettings(table.reader.readMeta('settings'));
  table.writeMeta('settings', writeSettings(earlier, files));
}

/** An append goes to the corpus that the table was made with, under the same key, and its rows are treated alike. */
function refuseOtherCorpus(table: TableReader, plan: MergePlan): void {
  for (const [name, value] of Object.entries(tableMeta(plan))) {
    const made = table.readMeta(name);
    if (made === value) continue;
    throw new CorpusError(
      `${plan.paths.database} was made with ${name.replace('_path', '')} ${made ?? 'unknown'}, this run has ${value}. Append with the same, or merge anew.`,
    );
  }
  const { treatment, paths } = plan;
  refuseOtherTreatment((name) => table.readMeta(name), { treatment, database: paths.database });
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

/**
 * The inputs that no generation holds. Old files need not be named again, but must stand where they stood, unchanged,
 * and be read alike where they are named; throws with all that are not.
 */
async function newFiles(
  { table, plan, inputs }: { table: TableReader; plan: MergePlan; inputs: readonly InputFile[] },
  { hashes, signal }: MergeFilesContext,
): Promise<InputFile[]> {
  const old = new Map(table.readFiles().map((file) => [file.path, file]));
  const settings = readSettings(table.readMeta('settings'));
  const changed = inputs
    .filter((input) => old.has(input.name) && !isReadAlike(input, settings))
    .map(({ name }) => `${name} has other settings in the recipe`);
  for (const { path: name, sha256 } of old.values()) {
    const path = resolve(dirname(plan.paths.manifest), name);
    if (!existsSync(path)) {
      changed.push(`${name} is gone`);
      continue;
    }
    const stamp = await readStamp(path);
    const now = hashes.get(path, stamp) ?? (await hashFile(path, { signal })).sha256;
    hashes.note(path, stamp, now);
    if (now !== sha256) changed.push(`${name} has changed`);
  }
  if (changed.length > 0) {
    throw new CorpusError(
      `The corpus was made from files that are no longer the same:\n${changed.map((line) => `  ${line}`).join('\n')}\nMerge anew, without --append; nothing was changed.`,
    );
  }
  return inputs.filter((input) => !old.has(input.name));
}

/** What the sources of a plan have given to earlier generations, so that their caps hold over all. */
function countEarlierRecords(table: TableReader, inputs: readonly InputFile[]): RecordsBySource {
  const records: RecordsBySource = new Map();
  const byName = new Map(inputs.map((input) => [input.name, input.settings]));
  for (const { path, account } of table.readFiles()) {
    const settings = byName.get(path);
    if (settings === undefined) continue;
    const { kept, duplicates } = fileAccountSchema.parse(account).rows;
    records.set(settings, (records.get(settings) ?? 0) + kept + duplicates);
  }
  return records;
}

function writeIfDifferent(path: string, text: string): void {
  const isThere = statSync(path, { throwIfNoEntry: false })?.size === Buffer.byteLength(text);
  if (!isThere || readFileSync(path, 'utf8') !== text) writeWhole(path, text);
}
