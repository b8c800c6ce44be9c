import { adaptRow, readRowTags } from '@llamaforge/adapters';
import { layout, type ContextPlan, type KernelThread } from '@llamaforge/kernel';
import { canBatch, lineRow, readRowBatches, readRows, type FileRow } from '@llamaforge/shards';
import type { TreatRecord } from '../treatment/treat-record.ts';
import { ChunkReader, setInput } from './chunk-reader.ts';
import { joinBatch, parseBatchRow } from './join-batch.ts';
import { isSplit, type JobFile, type MergeJob } from './merge-job.ts';
import { readLongLine } from './read-long-line.ts';
import type { Round, StagedReject } from './round.ts';
import { RowStager } from './row-stager.ts';

/** Gives the row of some bytes; `index` counts the rows of what is scanned, from 0. */
type ParseRow = (bytes: Buffer, index: number) => FileRow;

/** Puts a record or a rejection into a round; false where there is no room. */
type AddPart = (round: Round, place: Pick<StagedReject, 'line' | 'part'>) => boolean;

/** What is read, and what is done to its records. */
export interface RoundSource {
  readonly job: MergeJob;
  readonly treat: TreatRecord;
}

/** Reads units into rounds: one for most chunks, as many as it takes for what cannot be split. */
export class RoundFiller {
  readonly #thread: KernelThread;
  readonly #job: MergeJob;
  readonly #treat: TreatRecord;
  readonly #chunks: ChunkReader;
  readonly #stager: RowStager;
  readonly #takeContext: () => ContextPlan;
  #enough: number | undefined;

  /** @param takeContext gives a context that is free; there is one whenever the caller asks for the next round */
  constructor(thread: KernelThread, { job, treat }: RoundSource, takeContext: () => ContextPlan) {
    this.#thread = thread;
    this.#job = job;
    this.#treat = treat;
    this.#chunks = new ChunkReader(thread, job.plan.demand.chunkBytes);
    this.#stager = new RowStager(thread, job.key);
    this.#takeContext = takeContext;
  }

  /** The rounds of a unit in order, one at least. */
  async *fill(unit: number): AsyncGenerator<Round, void, undefined> {
    const fileNumber = this.#fileOfUnit(unit);
    const file = this.#job.files[fileNumber];
    if (file === undefined) throw new RangeError(`there is no unit ${String(unit)}`);
    const round = this.#begin({ unit, file, fileNumber }, true);
    if (this.#isDone(file)) {
      round.isLastOfUnit = true;
      yield round;
    } else if (isSplit(file)) yield* this.#fillChunk(round);
    else yield* this.#fillWhole(round);
  }

  /** Ends a unit with the round that is under way: its file's cap is reached. */
  endUnit(unit: number): void {
    this.#enough = unit;
  }

  close(): void {
    this.#chunks.close();
  }

  /** Whether the file's cap is reached, so that what is left of it need not be read. */
  #isDone({ firstUnit, units }: JobFile): boolean {
    const unitNow = (): number => this.#thread.load(layout.turnAddress + layout.unitAt);
    // The mark is this file's if its first unit has had its turn before, and its last one not yet after.
    if (unitNow() <= firstUnit) return false;
    const isDone = this.#thread.load(layout.turnAddress + layout.fileIsDoneAt) !== 0;
    return isDone && unitNow() < firstUnit + units;
  }

  #fileOfUnit(unit: number): number {
    const { files } = this.#job;
    let low = 0;
    let high = files.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((files[middle]?.firstUnit ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #begin(
    { unit, file, fileNumber }: Pick<Round, 'unit' | 'file' | 'fileNumber'>,
    isFirstOfUnit: boolean,
  ): Round {
    const context = this.#takeContext();
    this.#thread.write(context.context + layout.fileAt, fileNumber);
    this.#thread.functions.beginContext(context.context);
    setInput(this.#thread, context, { start: 0, end: 0 });
    return {
      unit,
      file,
      fileNumber,
      context,
      isFirstOfUnit,
      isLastOfUnit: false,
      rejects: [],
      repaired: [],
      longLine: undefined,
    };
  }

  *#fillChunk(first: Round): Generator<Round, void, undefined> {
    const { file } = first;
    this.#thread.clock.enter('read');
    const { longLineStart } = this.#chunks.load(file, first.unit - file.firstUnit, first.context);
    let round = yield* this.#scan(first, lineRow);
    if (longLineStart !== undefined) {
      const row = lineRow(readLongLine(file.path, longLineStart), 1);
      this.#countLine(round);
      round = yield* this.#stage(round, row);
    }
    round.isLastOfUnit = true;
    yield round;
  }

  async *#fillWhole(first: Round): AsyncGenerator<Round, void, undefined> {
    const { file, unit } = first;
    const { path, format, isPlain } = file;
    const options = { onBytes: this.#countBytes };
    this.#thread.clock.enter('read');
    let round = first;
    if (canBatch(format) && isPlain) {
      for await (const batch of readRowBatches(path, format, options)) {
        if (this.#enough === unit) break;
        round = yield* this.#next(round);
        const { context } = round;
        const target = this.#thread.buffer(context.input, context.inputBytes);
        const bytes = joinBatch(batch, target);
        if (bytes !== undefined) setInput(this.#thread, context, { start: 0, end: bytes });
        const parse = (_: Buffer, index: number): FileRow => parseBatchRow(batch, index);
        round = yield* bytes === undefined
          ? this.#stageBatch(round, batch.ends.length, parse)
          : this.#scan(round, parse);
      }
    } else {
      for await (const row of readRows(path, format, options)) {
        if (this.#enough === unit) break;
        round = yield* this.#stage(round, row, row.line - 1);
      }
    }
    round.isLastOfUnit = true;
    yield round;
  }

  /** Scans the context's input; rounds that are full are given away, the last one is returned. */
  *#scan(first: Round, parse: ParseRow): Generator<Round, Round, undefined> {
    const thread = this.#thread;
    let round = first;
    let earlierRows = 0;
    for (;;) {
      const at = round.context.context;
      thread.clock.enter('scan');
      const status = thread.functions.scanRows(at);
      thread.clock.enter('adapt');
      if (status === layout.scanDone) return round;
      const rows = thread.read(at + layout.linesAt);
      if (status === layout.scanFull) {
        earlierRows += rows;
        round = yield* this.#next(round);
        continue;
      }
      const start = thread.read(at + layout.slowStartAt);
      const bytes = thread.buffer(start, thread.read(at + layout.slowEndAt) - start);
      const row = parse(bytes, earlierRows + rows - 1);
      const after = yield* this.#stage(round, row);
      if (after !== round) earlierRows += rows;
      round = after;
      if (round.longLine === undefined) continue;
      // Such a round holds nothing else.
      earlierRows += thread.read(round.context.context + layout.linesAt);
      round = yield* this.#next(round);
    }
  }

  /** Stages rows that are too many bytes for a context. */
  *#stageBatch(first: Round, rows: number, parse: ParseRow): Generator<Round, Round, undefined> {
    let round = first;
    for (let index = 0; index < rows; index += 1) {
      this.#countLine(round);
      round = yield* this.#stage(round, parse(Buffer.alloc(0), index));
    }
    return round;
  }

  /**
   * Puts a row that the adapters read into the round, and into further ones where it has no room; its line is counted.
   * @param lineOfRow where lines are not counted: the row's, from 0
   */
  *#stage(first: Round, row: FileRow, lineOfRow?: number): Generator<Round, Round, undefined> {
    let round = first;
    if (row.kind === 'blank') {
      this.#count(round, layout.blanksAt);
      return round;
    }
    for (const [part, add] of this.#partsOf(row, first.file).entries()) {
      // Of a row that an earlier round began it is -1.
      const line = (): number =>
        lineOfRow ?? this.#thread.read(round.context.context + layout.linesAt) - 1;
      while (!add(round, { line: line(), part })) round = yield* this.#next(round);
    }
    return round;
  }

  /** What puts each part of a row into a round; false where there is no room for it. */
  #partsOf(row: Exclude<FileRow, { kind: 'blank' }>, file: JobFile): AddPart[] {
    const stager = this.#stager;
    if (row.kind === 'broken') {
      const { reason, detail } = row;
      const reject = { reason, detail, shape: undefined, raw: row.raw() };
      return [(round, place) => stager.addReject(round, { ...reject, ...place })];
    }
    const tags = readRowTags(row.value);
    const { card, vote, language: sourceLanguage, mapping } = file;
    const evidence = { card, vote, tags, sourceLanguage };
    return adaptRow(row.value, mapping).map((adapted) => {
      const treated = this.#treat(adapted, evidence);
      if (treated.kind === 'record') {
        return (round, place) => stager.addRecord(round, { treated, tags, ...place });
      }
      // Quoted before its bytes can be overwritten by further rounds.
      const reject = { ...treated, raw: row.raw() };
      return (round, place) => stager.addReject(round, { ...reject, ...place });
    });
  }

  /** Gives a round away and begins the next with what it has left of its input. */
  *#next(round: Round): Generator<Round, Round, undefined> {
    yield round;
    const thread = this.#thread;
    const { context } = round;
    const cursor = thread.read(context.context + layout.cursorAt);
    const left = thread.read(context.context + layout.inputEndAt) - cursor;
    const next = this.#begin(round, false);
    thread.bytes.copyWithin(next.context.input, cursor, cursor + left);
    setInput(thread, next.context, { start: 0, end: left });
    return next;
  }

  #countLine(round: Round): void {
    this.#count(round, layout.linesAt);
  }

  #count({ context }: Round, at: number): void {
    this.#thread.write(context.context + at, this.#thread.read(context.context + at) + 1);
  }

  readonly #countBytes = (bytes: number): void => {
    this.#thread.countRead(bytes);
  };
}
