import { categories, ConfigurationError } from '@llamaforge/schema';
import type { Words64 } from '../selection/words64.ts';
import { blendPhases } from './blend-phases.ts';
import { chooseReplays } from './choose-replays.ts';
import type { CurriculumPhase } from './default-phases.ts';
import { joinParts, type CurriculumPart } from './join-parts.ts';
import { orderByEntropy } from './order-by-entropy.ts';

/** The rows of a corpus, each by its number. */
export interface CurriculumRows {
  /** Places in schema's `categories`. */
  readonly categories: Uint8Array;
  /** Of the outputs, in bits. */
  readonly entropies: Float32Array;
  /** The digests' first 8 bytes. */
  readonly prefixes: Words64;
  /** 1 where a row is not to be used; without it, all are. */
  readonly barred?: Uint8Array | undefined;
}

/** How to order them. */
export interface CurriculumRequest {
  readonly phases: readonly CurriculumPhase[];
  /** How much of a phase, 0 to 0.5, is crossfaded with its neighbour at a border. */
  readonly blend: number;
  /** How many rows a later phase sees again, as a share, 0 to 1, of all rows of the phases before it. */
  readonly replay: number;
  readonly seed: number;
}

/** A phase's part of the output; its rows are `ownRows`, `blendedRows` and `replayedRows` together. */
export interface PlannedPhase extends CurriculumPhase {
  /** Rows before it in the output. */
  readonly firstRow: number;
  readonly rows: number;
  /** Rows of the phase itself that stand in its part. */
  readonly ownRows: number;
  /** Rows of its neighbours that blending has put here; as many of its own stand in theirs. */
  readonly blendedRows: number;
  readonly replayedRows: number;
  /** In bits, over all rows of the part; 0 where it has none. */
  readonly meanEntropy: number;
}

/** The output, place by place. */
export interface CurriculumPlan {
  /** The row number at each place; a replayed row stands there again. */
  readonly rows: Uint32Array;
  /** 1 where a place holds a row again. */
  readonly replayed: Uint8Array;
  readonly phases: readonly PlannedPhase[];
  /** Rows of categories that no phase names. */
  readonly leftOut: number;
}

/**
 * Orders the rows for training, phase by phase and within one by descending entropy; each row stands there once, and as a
 * replay only after that. Depends on the seed and the set of rows alone. Throws ConfigurationError for a `blend` or
 * `replay` out of range, and CorpusError for a seed that is none.
 */
export function planCurriculum(rows: CurriculumRows, request: CurriculumRequest): CurriculumPlan {
  checkRequest(request);
  const phaseOf = categories.map((category) =>
    request.phases.findIndex((phase) => phase.categories.includes(category)),
  );
  const { sequence, sizes, leftOut } = layPhases(rows, { request, phaseOf });
  let end = 0;
  const parts = sizes.map((size, phase) => {
    const start = end;
    end += size;
    const count = replaysOf(size, start, request);
    if (count === 0) return { size, replays: new Uint32Array() };
    const candidates = rowsBefore(phase, sequence.subarray(0, start), { rows, phaseOf });
    const { prefixes } = rows;
    return {
      size,
      replays: chooseReplays(candidates, { prefixes, seed: request.seed, phase, count }),
    };
  });
  const replayed = joinParts(sequence, parts);
  const joined = { rows: sequence.subarray(0, replayed.length), replayed };
  return {
    ...joined,
    phases: describePhases(joined, { parts, rows, phases: request.phases, phaseOf }),
    leftOut,
  };
}

/** How many rows a phase sees again: none where it has no rows, as there is nothing to hold them against. */
function replaysOf(size: number, before: number, { replay }: CurriculumRequest): number {
  return size === 0 ? 0 : Math.round(replay * before);
}

function checkRequest({ blend, replay }: CurriculumRequest): void {
  const problems: string[] = [];
  if (!(blend >= 0 && blend <= 0.5)) {
    problems.push(`blend: ${String(blend)} is not from 0 to 0.5; a usual one is 0.1`);
  }
  if (!(replay >= 0 && replay <= 1)) {
    problems.push(`replay: ${String(replay)} is not from 0 to 1; a usual one is 0.05`);
  }
  if (problems.length > 0) throw new ConfigurationError('Problems in the curriculum', problems);
}

interface Phasing {
  readonly request: CurriculumRequest;
  /** By place in `categories`; -1 for what no phase names. */
  readonly phaseOf: readonly number[];
}

/** All phases' rows, ordered and blended, and room for replays; in one array, as each more would be another 4 bytes a row. */
function layPhases(
  rows: CurriculumRows,
  { request, phaseOf }: Phasing,
): { readonly sequence: Uint32Array; readonly sizes: readonly number[]; readonly leftOut: number } {
  const { entropies, prefixes } = rows;
  const sizes = request.phases.map((_, phase) => countRows(phase, { rows, phaseOf }));
  let length = 0;
  let room = 0;
  for (const size of sizes) {
    room += replaysOf(size, length, request);
    length += size;
  }
  const sequence = new Uint32Array(length + room);
  let start = 0;
  for (const [phase, size] of sizes.entries()) {
    const ofPhase = sequence.subarray(start, start + size);
    fillPhase(ofPhase, phase, { rows, phaseOf });
    orderByEntropy(ofPhase, { entropies, prefixes, seed: request.seed });
    start += size;
  }
  blendPhases(sequence.subarray(0, length), sizes, request.blend);
  return { sequence, sizes, leftOut: countRows(-1, { rows, phaseOf }) };
}

interface Categorized {
  readonly rows: CurriculumRows;
  readonly phaseOf: readonly number[];
}

function fillPhase(target: Uint32Array, phase: number, { rows, phaseOf }: Categorized): void {
  let next = 0;
  for (let row = 0; row < rows.categories.length; row += 1) {
    if (rows.barred?.[row] === 1 || phaseOf[rows.categories[row] ?? 0] !== phase) continue;
    target[next] = row;
    next += 1;
  }
}

function countRows(phase: number, { rows, phaseOf }: Categorized): number {
  let count = 0;
  for (let row = 0; row < rows.categories.length; row += 1) {
    if (rows.barred?.[row] !== 1 && phaseOf[rows.categories[row] ?? 0] === phase) count += 1;
  }
  return count;
}

/** Rows of earlier phases among those that stand before a phase's part. */
function rowsBefore(phase: number, seen: Uint32Array, { rows, phaseOf }: Categorized): Uint32Array {
  const found = new Uint32Array(seen.length);
  let count = 0;
  for (const row of seen) {
    if ((phaseOf[rows.categories[row] ?? 0] ?? 0) >= phase) continue;
    found[count] = row;
    count += 1;
  }
  return found.subarray(0, count);
}

interface Described extends Categorized {
  readonly parts: readonly CurriculumPart[];
  readonly phases: readonly CurriculumPhase[];
}

function describePhases(
  joined: Pick<CurriculumPlan, 'rows' | 'replayed'>,
  { parts, rows, phases, phaseOf }: Described,
): PlannedPhase[] {
  let firstRow = 0;
  return phases.map((phase, index) => {
    const { size = 0, replays = new Uint32Array() } = parts[index] ?? {};
    const end = firstRow + size + replays.length;
    let ownRows = 0;
    let entropy = 0;
    for (let place = firstRow; place < end; place += 1) {
      const row = joined.rows[place] ?? 0;
      // A replay is of an earlier phase.
      if (phaseOf[rows.categories[row] ?? 0] === index) ownRows += 1;
      entropy += rows.entropies[row] ?? 0;
    }
    const planned = {
      ...phase,
      firstRow,
      rows: end - firstRow,
      ownRows,
      blendedRows: size - ownRows,
      replayedRows: replays.length,
      meanEntropy: end === firstRow ? 0 : entropy / (end - firstRow),
    };
    firstRow = end;
    return planned;
  });
}
