import { layout, type KernelThread } from '@llamaforge/kernel';
import { rowShapes } from '@llamaforge/schema';
import type { Round } from './round.ts';

/** What a worker counted of one file; the sums of all workers are the file's. */
export interface FileCounts {
  readonly kept: number;
  readonly duplicates: number;
  readonly blank: number;
  readonly loneSurrogates: number;
  readonly turnsLeftOut: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly shapes: Readonly<Record<string, number>>;
  readonly repaired: Readonly<Record<string, number>>;
  /** kept, by what decided the category */
  readonly ways: readonly [card: number, row: number, file: number, rules: number];
}

/** Adds up what becomes of the rows of one file in one worker. */
export class WorkerTally {
  readonly fileNumber: number;
  #kept = 0;
  #duplicates = 0;
  #blank = 0;
  #loneSurrogates = 0;
  #turnsLeftOut = 0;
  readonly #rejected = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #repaired = new Map<string, number>();
  readonly #ways: [number, number, number, number] = [0, 0, 0, 0];

  constructor(fileNumber: number) {
    this.fileNumber = fileNumber;
  }

  /** Adds a round that was claimed and measured. */
  add(thread: KernelThread, { context, rejects, repaired }: Round): void {
    const at = context.context;
    this.#kept += thread.read(at + layout.keptAt);
    this.#duplicates += thread.read(at + layout.duplicatesAt);
    this.#blank += thread.read(at + layout.blanksAt);
    this.#loneSurrogates += thread.read(context.counts + layout.loneSurrogatesAt);
    this.#turnsLeftOut += thread.read(context.counts + layout.turnsLeftOutAt);
    for (const [index, shape] of rowShapes.entries()) {
      const rows = thread.read(context.counts + layout.shapeCountsAt + 4 * index);
      if (rows > 0) add(this.#shapes, shape, rows);
    }
    for (const way of [0, 1, 2, 3] as const) {
      this.#ways[way] += thread.read(context.counts + layout.wayCountsAt + 4 * way);
    }
    for (const { reason, shape } of rejects) {
      add(this.#rejected, reason, 1);
      if (shape !== undefined) add(this.#shapes, shape, 1);
    }
    for (const name of repaired.flatMap(({ names }) => names)) add(this.#repaired, name, 1);
  }

  counts(): FileCounts {
    return {
      kept: this.#kept,
      duplicates: this.#duplicates,
      blank: this.#blank,
      loneSurrogates: this.#loneSurrogates,
      turnsLeftOut: this.#turnsLeftOut,
      rejected: Object.fromEntries(this.#rejected),
      shapes: Object.fromEntries(this.#shapes),
      repaired: Object.fromEntries(this.#repaired),
      ways: this.#ways,
    };
  }
}

function add(counts: Map<string, number>, name: string, rows: number): void {
  counts.set(name, (counts.get(name) ?? 0) + rows);
}
