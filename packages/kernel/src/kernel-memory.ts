import { CorpusError } from '@llamaforge/schema';
import {
  arenaAt,
  arenaEndAt,
  capsAt,
  categoryNamesAt,
  countsAt,
  digestsAt,
  entriesAt,
  entryLimitAt,
  filesAt,
  firstUniquesAt,
  headerAddress,
  inputAt,
  keyAt,
  labelHeapAt,
  labelsAt,
  labelsEndAt,
  logarithmsAt,
  namesAt,
  outColumnsAt,
  outHeldAt,
  outLinesAt,
  outLinesLimitAt,
  placesAt,
  rulesAt,
  scratchAt,
  slackSlots,
  slotCountAt,
  slotLimitAt,
  slotsAt,
  tagsAt,
  turnAddress,
  uniqueLimitAt,
} from './layout.ts';
import type { ContextPlan, MemoryPlan, OutletPlan } from './memory-plan.ts';
import type { SharedMemory } from './web-assembly.ts';

/** The tables that the planner writes, by the header's field that points to each. */
export interface KernelTables {
  readonly tags: Uint8Array;
  readonly rules: Uint8Array;
  readonly logarithms: Uint8Array;
  readonly names: Uint8Array;
  readonly categoryNames: Uint8Array;
}

const pageBytes = 65_536;
// The module asks for so many: `initialMemory` of its compiler's settings.
const leastPages = 64;
// A table that starts small is rebuilt some times; one that starts large costs page faults for slots nobody needs.
const firstSlots = 1 << 16;

/** A fresh memory of a plan's size, all zeros; throws CorpusError where the system has no such room of addresses. */
export function createMemory({ bytes }: MemoryPlan): SharedMemory {
  const pages = Math.max(leastPages, Math.ceil(bytes / pageBytes));
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pageBytes, shared: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CorpusError(
      `There is no room for ${String(Math.ceil(bytes / 2 ** 20))} MB of the table of digests. Ask for less with --memory.`,
      { cause: error },
    );
  }
}

/**
 * Empties a memory for another job of its plan, as far as its labels reached: what lies behind, where a job that needs
 * no table of digests keeps its verdicts, stays.
 */
export function emptyMemory(memory: SharedMemory, { labels }: MemoryPlan): void {
  const bytes = new Uint8Array(memory.buffer);
  const reached = new DataView(memory.buffer).getUint32(turnAddress + labelHeapAt, true);
  bytes.fill(0, 0, Math.max(labels, reached));
}

/** How many bytes `writeHeader` needs for tables. */
export function tableBytesOf(tables: KernelTables): number {
  const { tags, rules, logarithms, names, categoryNames } = tables;
  return [tags, rules, logarithms, names, categoryNames].reduce(
    (sum, table) => sum + aligned(table.length),
    0,
  );
}

/** Writes the header, the tables, and the addresses of every worker's buffers; the files are the caller's. */
export function writeHeader(
  memory: SharedMemory,
  plan: MemoryPlan,
  { tables, key }: { readonly tables: KernelTables; readonly key: 'exact' | 'rendered' },
): void {
  const view = new DataView(memory.buffer);
  const header = (offset: number, value: number): void => {
    view.setUint32(headerAddress + offset, value, true);
  };
  header(keyAt, key === 'exact' ? 0 : 1);
  header(filesAt, plan.files);
  header(capsAt, plan.caps);
  header(firstUniquesAt, plan.firstUniques);
  header(labelsAt, plan.labels);
  header(labelsEndAt, plan.labelsEnd);
  header(slotsAt, plan.slots);
  header(slotCountAt, Math.min(plan.slotLimit - slackSlots, firstSlots));
  header(slotLimitAt, plan.slotLimit);
  header(digestsAt, plan.digests);
  header(placesAt, plan.places);
  header(uniqueLimitAt, plan.demand.uniqueLimit);
  let at = plan.tables;
  for (const [offset, table] of [
    [tagsAt, tables.tags],
    [rulesAt, tables.rules],
    [logarithmsAt, tables.logarithms],
    [namesAt, tables.names],
    [categoryNamesAt, tables.categoryNames],
  ] as const) {
    if (table.length === 0) continue;
    new Uint8Array(memory.buffer, at, table.length).set(table);
    header(offset, at);
    at += aligned(table.length);
  }
  for (const { contexts, outlets } of plan.workers) {
    for (const context of contexts) writeContext(view, context);
    for (const outlet of outlets) writeOutlet(view, outlet);
  }
}

function aligned(bytes: number): number {
  return Math.ceil((bytes + 64) / 64) * 64;
}

function writeContext(view: DataView, plan: ContextPlan): void {
  const field = (offset: number, value: number): void => {
    view.setUint32(plan.context + offset, value, true);
  };
  field(inputAt, plan.input);
  field(arenaAt, plan.arena);
  field(arenaEndAt, plan.arena + plan.arenaBytes);
  field(entriesAt, plan.entries);
  field(entryLimitAt, plan.entryLimit);
  field(scratchAt, plan.scratch);
  field(countsAt, plan.counts);
}

function writeOutlet(view: DataView, plan: OutletPlan): void {
  view.setUint32(plan.outlet + outLinesAt, plan.lines, true);
  view.setUint32(plan.outlet + outLinesLimitAt, plan.linesBytes, true);
  view.setUint32(plan.outlet + outColumnsAt, plan.columns, true);
  view.setUint32(plan.outlet + outHeldAt, plan.held, true);
}
