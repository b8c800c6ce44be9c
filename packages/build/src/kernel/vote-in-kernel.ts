import { categoryByRules, type FileVote } from '@llamaforge/adapters';
import {
  compileKernel,
  createMemory,
  KernelThread,
  layout,
  planMemory,
  tableBytesOf,
  writeHeader,
  type ContextPlan,
} from '@llamaforge/kernel';
import { categories, recordSchema } from '@llamaforge/schema';
import type { FileVoter, VotingFile } from '../file-voter.ts';
import { mappingOf } from '../mapping-of.ts';
import { takeAsRead } from '../treatment/treat-record.ts';
import { noTreatment } from '../treatment/treatment.ts';
import { isPlainlyMapped } from './is-plainly-mapped.ts';
import { kernelTables } from './kernel-tables.ts';
import { isSplit, type JobFile, type MergeJob } from './merge-job.ts';
import { RoundFiller } from './round-filler.ts';
import type { Round } from './round.ts';

// A vote takes a thousand records: of usual length these are some such chunks.
const usualChunkBytes = 128 * 1024;
const byRules = 3;
const noSource = '-';

/** Makes what reads votes by the kernel's rules, one file after the other: the same decisions as the adapters give, in their order. */
export async function kernelVoter(chunkBytes = usualChunkBytes): Promise<FileVoter> {
  const module = await compileKernel();
  const tables = kernelTables({ hasRules: true });
  const plan = planMemory({
    ...{ threads: 1, files: 1, capGroups: 0, uniqueLimit: 1, labelRowsRoom: 1 },
    ...{ chunkBytes, tableBytes: tableBytesOf(tables), labelBytes: 4096, fileSourceBytes: 64 },
  });
  const memory = createMemory(plan);
  writeHeader(memory, plan, { tables, key: 'exact' });
  const thread = new KernelThread(module, memory);
  const base = { module, memory, plan, key: 'exact', claimMode: layout.claimByTable } as const;
  // Rows vote as they are read, whatever is done to them later.
  const job = { ...base, treatment: noTreatment };
  return (file, vote, signal) => readVote(file, vote, { thread, job, signal });
}

interface VoteReading {
  readonly thread: KernelThread;
  readonly job: Omit<MergeJob, 'files' | 'units'>;
  readonly signal: AbortSignal | undefined;
}

async function readVote(
  votingFile: VotingFile,
  vote: FileVote,
  { thread, job, signal }: VoteReading,
): Promise<void> {
  const file = jobFile(votingFile, job.plan.demand.chunkBytes);
  writeFile(thread, job.plan.files, file);
  const { units } = file;
  const contexts = inTurn(job.plan.workers.flatMap((worker) => worker.contexts));
  const filler = new RoundFiller(
    thread,
    { job: { ...job, files: [file], units }, treat: takeAsRead },
    contexts,
  );
  try {
    for (let unit = 0; unit < units && !vote.isFull(); unit += 1) {
      for await (const round of filler.fill(unit)) {
        signal?.throwIfAborted();
        addDecisions(thread, round, vote);
        if (vote.isFull()) break;
      }
    }
  } finally {
    filler.close();
  }
}

function jobFile({ input, format, bytes }: VotingFile, chunkBytes: number): JobFile {
  const mapping = mappingOf(input);
  return {
    path: input.path,
    name: input.name,
    bytes,
    format,
    mapping,
    isPlain: isPlainlyMapped(mapping),
    card: undefined,
    vote: undefined,
    language: undefined,
    // Nothing is written: a short one, so that no row is refused for the length of its own.
    givenSource: noSource,
    source: noSource,
    firstUnit: 0,
    units: isSplit({ format }) ? Math.max(1, Math.ceil(bytes / chunkBytes)) : 1,
  };
}

function writeFile({ bytes, view }: KernelThread, at: number, { isPlain }: JobFile): void {
  bytes.fill(0, at, at + layout.fileBytes);
  view.setUint8(at + layout.fileCardAt, layout.none);
  view.setUint8(at + layout.fileVoteAt, layout.none);
  view.setUint8(at + layout.fileIsPlainAt, isPlain ? 1 : 0);
}

/** Gives contexts in a circle: a round that goes on in the next one is over by the time its own comes again. */
function inTurn(contexts: readonly ContextPlan[]): () => ContextPlan {
  let taken = 0;
  return () => {
    const context = contexts[taken % contexts.length];
    if (context === undefined) throw new RangeError('there are no contexts');
    taken += 1;
    return context;
  };
}

/** Counts what the rules say of a round's records that do not say it themselves. */
function addDecisions(thread: KernelThread, round: Round, vote: FileVote): void {
  const { view, functions } = thread;
  const { context, entries } = round.context;
  functions.decideForVote(context);
  const end = entries + thread.read(context + layout.entryCountAt) * layout.entryBytes;
  for (let entry = entries; entry < end; entry += layout.entryBytes) {
    if (view.getUint8(entry + layout.kindAt) !== layout.recordKind) continue;
    if ((view.getUint8(entry + layout.flagsAt) & layout.externalFlag) !== 0) {
      if (view.getUint8(entry + layout.wayAt) === byRules) addExternal(round, vote);
      continue;
    }
    if (view.getUint8(entry + layout.categoryAt) !== layout.none) continue;
    const category = categories[view.getUint8(entry + layout.voteCategoryAt)];
    if (category === undefined) throw new RangeError('the kernel gave no category');
    const isDefault = view.getUint8(entry + layout.voteIsDefaultAt) !== 0;
    vote.add({ category, isDefault });
  }
}

/** A record that was too long for the context: its round holds its line, as it would be written. */
function addExternal({ longLine }: Round, vote: FileVote): void {
  const line: unknown = JSON.parse(longLine?.toString('utf8') ?? '');
  vote.add(categoryByRules(recordSchema.parse(line)));
}
