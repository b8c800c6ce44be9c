import {
  bytesPerUnique,
  compileKernel,
  createMemory,
  emptyMemory,
  KernelThread,
  layout,
  mostMemoryBytes,
  planMemory,
  tableBytesOf,
  writeHeader,
  type MemoryDemand,
  type SharedMemory,
} from '@llamaforge/kernel';
import { categories, jsonText, type Category, type DigestKey } from '@llamaforge/schema';
import type { RecordsBySource } from '../merge-files.ts';
import type { EngineOptions, SourceSettings } from '../merge-options.ts';
import { mappingOf } from '../mapping-of.ts';
import type { SurveyedFile } from '../survey-file.ts';
import { asksForLanguage, isUntreated, type Treatment } from '../treatment/treatment.ts';
import { isPlainlyMapped } from './is-plainly-mapped.ts';
import { kernelTables } from './kernel-tables.ts';
import { isSplit, type ClaimMode, type JobFile, type MergeJob } from './merge-job.ts';

/** What a job is made of. */
export interface JobRequest {
  readonly files: readonly SurveyedFile[];
  readonly key: DigestKey;
  readonly treatment: Treatment;
  readonly recordsBySource: RecordsBySource;
  readonly options: EngineOptions;
  readonly claimMode: ClaimMode;
  /** as of `MergeJob` */
  readonly skipsDigests?: boolean;
  /** of an earlier job of the same files and options, in place of a fresh one */
  readonly memory?: SharedMemory | undefined;
}

// What a merge takes beside the table, as measured: the process with SQLite's cache, and each thread with its heap and buffers.
const fixedBytes = 128 * 1024 * 1024;
const bytesPerThread = 36 * 1024 * 1024;
// The detector of languages and what it makes of each text, in the main thread and in each other, as measured.
const languageBytes = 140 * 1024 * 1024;
// What two passes take more than one does, but for a table: as measured with 4 million rows and 2 threads.
const secondPassBytes = 96 * 1024 * 1024;
const leastTableBytes = 1024 * 1024;

/** Labels and the sources that rows name themselves: a million of them, or more with short names. */
const labelBytes = 64 * 1024 * 1024;
const labelRowsRoom = 64 * 1024;
/** The shortest that gives a record is an item of `instances`: {"output":"a"}, */
export const shortestRecordBytes = 14;
const pageBytes = 65_536;

/** Lays out a memory for a merge and writes into it what threads need to know. */
export async function prepareJob(request: JobRequest): Promise<MergeJob> {
  const module = await compileKernel();
  const { key, treatment, options } = request;
  const files = jobFiles(request);
  const capGroups = groupsOfCaps(request.files);
  // A card or a vote decides each row that does not say it itself.
  const hasRules = files.some(({ card, vote }) => card === undefined && vote === undefined);
  const tables = kernelTables({ hasRules });
  const sources = files.map(({ source }) => Buffer.from(jsonText(source)));
  const sourceBytes = sources.reduce((sum, source) => sum + source.length + 64, 0);
  const demand = {
    threads: options.threads,
    chunkBytes: options.chunkBytes,
    files: files.length,
    capGroups: capGroups.size,
    tableBytes: tableBytesOf(tables) + sourceBytes,
    fileSourceBytes: Math.max(0, ...sources.map(({ length }) => length)),
    labelBytes,
    labelRowsRoom,
  };
  const plan = planMemory({ ...demand, uniqueLimit: uniqueLimitOf(request, demand) });
  const memory = request.memory ?? createMemory(plan);
  if (request.memory !== undefined) emptyMemory(memory, plan);
  writeHeader(memory, plan, { tables, key });
  const job = {
    module,
    memory,
    plan,
    files,
    units: files.reduce((sum, { units }) => sum + units, 0),
    key,
    treatment,
    claimMode: request.claimMode,
    skipsDigests: request.skipsDigests ?? false,
  };
  const thread = new KernelThread(module, memory);
  const heap = plan.tables + tableBytesOf(tables);
  writeFiles(thread, job, { surveyed: request.files, sources, heap, capGroups });
  for (const [settings, group] of capGroups) {
    const left = (settings.cap ?? Infinity) - (request.recordsBySource.get(settings) ?? 0);
    thread.view.setFloat64(plan.caps + 8 * (group - 1), Math.max(0, left), true);
  }
  thread.functions.beginTable();
  return job;
}

function writeFiles(
  thread: KernelThread,
  { plan, files }: MergeJob,
  {
    surveyed,
    sources,
    heap,
    capGroups,
  }: {
    readonly surveyed: readonly SurveyedFile[];
    /** as JSON strings, by file */
    readonly sources: readonly Buffer[];
    /** where they go */
    readonly heap: number;
    readonly capGroups: ReadonlyMap<SourceSettings, number>;
  },
): void {
  let at = heap;
  for (const [index, file] of files.entries()) {
    const source = sources[index] ?? Buffer.alloc(0);
    thread.bytes.set(source, at);
    const settings = surveyed[index]?.input.settings;
    const group = settings === undefined ? undefined : capGroups.get(settings);
    writeFileEntry(thread, plan.files + index * layout.fileBytes, {
      file,
      source: { at: at + 1, bytes: source.length - 2 },
      capGroup: group ?? 0,
    });
    at += source.length + 64;
  }
}

/** What a merge with so many threads takes beside the table of digests, or beside what two passes sort at once, in bytes. */
export function takenBesides(
  { threads, passes }: Pick<EngineOptions, 'threads'> & { readonly passes: 1 | 2 },
  treatment: Treatment,
): number {
  const languages = asksForLanguage(treatment) ? (threads + 1) * languageBytes : 0;
  return fixedBytes + threads * bytesPerThread + languages + (passes - 1) * secondPassBytes;
}

/** What is left of a merge's memory for the table, or for sorting; never nothing, so that too little is exceeded. */
export function leftForTable(
  options: EngineOptions & { readonly passes: 1 | 2 },
  treatment: Treatment,
): number {
  return (
    options.tableBytes ??
    Math.max(leastTableBytes, options.memoryBytes - takenBesides(options, treatment))
  );
}

/** The most unique rows that there is room for, or that the inputs can hold. */
function uniqueLimitOf(
  { files, treatment, options, claimMode }: JobRequest,
  demand: Omit<MemoryDemand, 'uniqueLimit'>,
): number {
  const hasUnknownRows = files.some((file) => !isSplit(file));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const mostRows = hasUnknownRows ? Infinity : Math.ceil(bytes / shortestRecordBytes) + 1;
  const passes = claimMode === layout.claimByTable ? 1 : 2;
  const free = leftForTable({ ...options, passes }, treatment);
  // What addresses are left beside everything else.
  const reachable = mostMemoryBytes - planMemory({ ...demand, uniqueLimit: 1 }).bytes - pageBytes;
  const tableBytes = Math.min(free, reachable);
  return Math.max(1, Math.min(Math.floor(tableBytes / bytesPerUnique), mostRows));
}

function jobFiles({ files, treatment, options: { chunkBytes } }: JobRequest): JobFile[] {
  let firstUnit = 0;
  return files.map(({ input, format, bytes, vote, language }) => {
    const units = isSplit({ format }) ? Math.max(1, Math.ceil(bytes / chunkBytes)) : 1;
    const mapping = mappingOf(input);
    const file: JobFile = {
      path: input.path,
      name: input.name,
      bytes,
      format,
      mapping,
      isPlain: isUntreated(treatment) && isPlainlyMapped(mapping),
      card: input.settings.category,
      vote,
      language,
      givenSource: input.settings.name,
      source: input.settings.name ?? input.source,
      firstUnit,
      units,
    };
    firstUnit += units;
    return file;
  });
}

/** Caps by the settings that share them, numbered from 1. */
function groupsOfCaps(files: readonly SurveyedFile[]): ReadonlyMap<SourceSettings, number> {
  const groups = new Map<SourceSettings, number>();
  for (const { input } of files) {
    const { settings } = input;
    if (settings.cap !== undefined && !groups.has(settings)) groups.set(settings, groups.size + 1);
  }
  return groups;
}

function writeFileEntry(
  thread: KernelThread,
  at: number,
  {
    file,
    source,
    capGroup,
  }: {
    readonly file: JobFile;
    readonly source: { readonly at: number; readonly bytes: number };
    readonly capGroup: number;
  },
): void {
  const { view } = thread;
  thread.write(at + layout.fileSourceAt, source.at);
  thread.write(at + layout.fileSourceBytesAt, source.bytes);
  view.setUint8(at + layout.fileCardAt, placeOf(file.card));
  view.setUint8(at + layout.fileVoteAt, placeOf(file.vote));
  view.setUint8(at + layout.fileIsPlainAt, file.isPlain ? 1 : 0);
  view.setUint8(at + layout.fileSourceWinsAt, file.givenSource === undefined ? 0 : 1);
  thread.write(at + layout.fileCapAt, capGroup);
}

function placeOf(category: Category | undefined): number {
  return category === undefined ? layout.none : categories.indexOf(category);
}
