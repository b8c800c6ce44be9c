import {
  contextBytes,
  countsBytes,
  entryBytes,
  fileBytes,
  columnsBytesPerRow,
  outletBytes,
  ringAddress,
  ringSlots,
  scratchBytes,
  slackSlots,
  spillBytes,
} from './layout.ts';

/** What a merge asks of the memory. */
export interface MemoryDemand {
  readonly threads: number;
  readonly chunkBytes: number;
  readonly files: number;
  readonly capGroups: number;
  /** bytes of all tables that the planner writes, and of the files' sources */
  readonly tableBytes: number;
  /** the most unique rows */
  readonly uniqueLimit: number;
  /** of the longest source that a file has, which lines hold beside a context's texts */
  readonly fileSourceBytes: number;
  /** for labels and the sources that rows name themselves */
  readonly labelBytes: number;
  /** labels of one file */
  readonly labelRowsRoom: number;
}

/** Addresses of one context and its buffers. */
export interface ContextPlan {
  readonly context: number;
  readonly counts: number;
  readonly input: number;
  readonly inputBytes: number;
  readonly arena: number;
  readonly arenaBytes: number;
  readonly entries: number;
  readonly entryLimit: number;
  readonly scratch: number;
}

/** Addresses of one outlet and its buffers. */
export interface OutletPlan {
  readonly outlet: number;
  readonly lines: number;
  readonly linesBytes: number;
  readonly columns: number;
  readonly held: number;
}

/** Addresses of what one worker has for itself. */
export interface WorkerPlan {
  readonly contexts: readonly ContextPlan[];
  readonly outlets: readonly OutletPlan[];
  readonly lengths: number;
  readonly lengthsOverflow: number;
  readonly labelRows: number;
}

/** Where everything lies in a memory, and how large it must be. */
export interface MemoryPlan {
  readonly demand: MemoryDemand;
  readonly bytes: number;
  readonly tables: number;
  readonly files: number;
  readonly caps: number;
  readonly firstUniques: number;
  readonly workers: readonly WorkerPlan[];
  readonly labels: number;
  readonly labelsEnd: number;
  readonly slots: number;
  readonly slotLimit: number;
  readonly digests: number;
  readonly places: number;
}

/** How many contexts a worker has under way, so that it has work while others have their turn. */
const contextsPerWorker = 4;
const outletsPerWorker = 2;
const histogramBytes = 3 * 65_536 * 4;
// SIMD reads and writes some bytes too many.
const slackBytes = 256;
// Linear probing stays short up to here; the table grows by steps to it.
const greatestLoad = 0.8;
const digestBytes = 20;
const slotBytes = 8;
const placeBytes = 8;

/** What a unique row takes in the table at most, labels apart. */
export const bytesPerUnique = digestBytes + placeBytes + slotBytes / greatestLoad;

/** All a 32-bit address reaches. */
export const mostMemoryBytes = 65_536 * 65_536;

/** Lays out a memory; regions that are never touched cost addresses, not memory. */
export function planMemory(demand: MemoryDemand): MemoryPlan {
  const room = new Room(ringAddress + 4 * ringSlots);
  const tables = room.take(65_536 - room.end + demand.tableBytes, 8) && 65_536;
  const slotLimit = Math.ceil(demand.uniqueLimit / greatestLoad) + slackSlots;
  const plan = {
    demand,
    tables,
    files: room.take(demand.files * fileBytes),
    caps: room.take((demand.capGroups + 1) * 8),
    firstUniques: room.take((demand.files + 1) * 4),
    workers: Array.from({ length: demand.threads }, () => planWorker(room, demand)),
    labels: room.take(demand.labelBytes),
    labelsEnd: room.end,
    slots: room.take(slotLimit * slotBytes),
    slotLimit,
    digests: room.take(demand.uniqueLimit * digestBytes),
    places: room.take(demand.uniqueLimit * placeBytes),
  };
  return { ...plan, bytes: room.end };
}

/** Hands out addresses one after the other, each region on a border of 64 bytes and with slack behind it. */
class Room {
  end: number;

  constructor(start: number) {
    this.end = start;
  }

  take(bytes: number, alignment = 64): number {
    const start = Math.ceil(this.end / alignment) * alignment;
    this.end = start + bytes + slackBytes;
    return start;
  }
}

function planWorker(
  room: Room,
  { chunkBytes, labelRowsRoom, fileSourceBytes }: MemoryDemand,
): WorkerPlan {
  // A chunk, the rest of its last line, and what stands before its first.
  const inputBytes = 2 * chunkBytes + 4096;
  // A line has texts of its context's input and arena.
  const linesBytes = 3 * inputBytes + fileSourceBytes + lineFrameBytes;
  const entryLimit = Math.min(8192, Math.max(16, Math.floor(inputBytes / 64)));
  return {
    contexts: Array.from({ length: contextsPerWorker }, () =>
      planContext(room, { inputBytes, entryLimit }),
    ),
    outlets: Array.from({ length: outletsPerWorker }, () => ({
      outlet: room.take(outletBytes),
      lines: room.take(linesBytes),
      linesBytes,
      columns: room.take(entryLimit * columnsBytesPerRow),
      held: room.take(entryLimit * spillBytes),
    })),
    lengths: room.take(histogramBytes),
    lengthsOverflow: room.take(3 * entryLimit * 8),
    labelRows: room.take(labelRowsRoom * 8),
  };
}

// What a line holds beside its texts and its source.
const lineFrameBytes = 1024;

function planContext(
  room: Room,
  { inputBytes, entryLimit }: { readonly inputBytes: number; readonly entryLimit: number },
): ContextPlan {
  const arenaBytes = 2 * inputBytes;
  return {
    context: room.take(contextBytes),
    counts: room.take(countsBytes),
    input: room.take(inputBytes),
    inputBytes,
    arena: room.take(arenaBytes),
    arenaBytes,
    entries: room.take(entryLimit * entryBytes),
    entryLimit,
    scratch: room.take(scratchBytes),
  };
}
