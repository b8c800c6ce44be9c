import type { Card } from '@llamaforge/profiles';
import { writeRecordLine, type NamedRejectReason, type RecordText } from '@llamaforge/schema';
import { FileWriter, renameWhole, type RawText, type WrittenPart } from '@llamaforge/shards';
import { rmSync } from 'node:fs';
import { writeRejectLine } from '../reject-line.ts';
import type { NormalizedBatch } from './batch-normalizer.ts';
import type { EncodedLines } from './line-buffer.ts';

/** The files of one source, all absolute. */
export interface SourceOutputPaths {
  readonly records: string;
  readonly rejects: string;
  readonly preferences: string;
}

/** What was written of a source. */
export interface WrittenSource {
  readonly records: WrittenPart;
  readonly preferences: WrittenPart | undefined;
  readonly rejected: Readonly<Record<string, number>>;
  /** pairs that could not be made, by why */
  readonly pairsLeftOut: Readonly<Record<string, number>>;
}

// The ending by which a merge knows a file that is not whole: a killed fetch's leftover is no input.
const temporary = (path: string): string => `${path}.f37c4ed0.partial`;

/** Writes a source's records, pairs and rejected rows under temporary names until `publish`. */
export class SourceOutput {
  readonly #card: Card;
  readonly #paths: SourceOutputPaths;
  readonly #records: FileWriter;
  readonly #preferences: FileWriter | undefined;
  #rejects: FileWriter | undefined;
  readonly #rejected = new Map<string, number>();
  readonly #pairsLeftOut = new Map<string, number>();

  constructor(card: Card, paths: SourceOutputPaths) {
    this.#card = card;
    this.#paths = paths;
    this.#records = FileWriter.create(temporary(paths.records));
    this.#preferences =
      card.preferences === true ? FileWriter.create(temporary(paths.preferences)) : undefined;
  }

  /** Records so far. */
  get written(): number {
    return this.#records.rows;
  }

  /** Whether pairs are wanted. */
  get takesPairs(): boolean {
    return this.#preferences !== undefined;
  }

  addRecord(text: RecordText): void {
    const { category, source, name } = this.#card;
    this.#records.writeLine(
      writeRecordLine({ ...text, _category: category, _source: source ?? name }),
    );
  }

  /** Adds what came of some rows, up to `cap` records in all: what stands after the last of these was never read. */
  addBatch(batch: NormalizedBatch, cap: number): void {
    const { records, rejects, rejectLines, pairs, pairless } = batch;
    const taken = Math.min(records.ends.length, cap - this.written);
    this.#records.writeRows(headOf(records, taken), taken);
    const isFull = this.written >= cap;
    const refused = isFull ? rejects.filter((reject) => reject.afterRecords < taken) : rejects;
    for (const { reason } of refused) count(this.#rejected, reason);
    if (rejectLines !== undefined && refused.length > 0) {
      this.#openRejects().writeRows(headOf(rejectLines, refused.length), refused.length);
    }
    if (pairs === undefined) return;
    const without = pairless.filter(({ record }) => record < taken);
    for (const { reason } of without) count(this.#pairsLeftOut, reason);
    this.#preferences?.writeRows(headOf(pairs, taken), taken - without.length);
  }

  addReject(
    at: { readonly file: string; readonly line: number; readonly raw: () => RawText },
    { reason, detail }: { readonly reason: NamedRejectReason; readonly detail: string },
  ): void {
    const { file, line, raw } = at;
    count(this.#rejected, reason);
    this.#openRejects().writeLine(writeRejectLine({ file, line, reason, detail, raw: raw() }));
  }

  #openRejects(): FileWriter {
    this.#rejects ??= FileWriter.create(temporary(this.#paths.rejects));
    return this.#rejects;
  }

  /** Brings everything to the disk, still under temporary names. */
  finish(): WrittenSource {
    this.#rejects?.finish();
    return {
      records: this.#records.finish(),
      preferences: this.#preferences?.finish(),
      rejected: sortedCounts(this.#rejected),
      pairsLeftOut: sortedCounts(this.#pairsLeftOut),
    };
  }

  /** Gives the finished files their names, the records last. */
  publish(): void {
    const { records, preferences } = this.#paths;
    this.publishRejects();
    if (this.#preferences !== undefined) renameWhole(temporary(preferences), preferences);
    renameWhole(temporary(records), records);
  }

  /** Gives the list of rejected rows its name alone; where none were rejected, an earlier list goes. */
  publishRejects(): void {
    const { rejects } = this.#paths;
    if (this.#rejects === undefined) rmSync(rejects, { force: true });
    else renameWhole(temporary(rejects), rejects);
  }

  /** Removes what has not got its name. */
  [Symbol.dispose](): void {
    for (const writer of [this.#records, this.#preferences, this.#rejects]) writer?.discard();
    const { records, rejects, preferences } = this.#paths;
    for (const path of [records, rejects, preferences]) rmSync(temporary(path), { force: true });
  }
}

/** The first `lines` of some lines. */
function headOf({ bytes, ends }: EncodedLines, lines: number): Uint8Array {
  return bytes.subarray(0, lines === 0 ? 0 : ends[lines - 1]);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sortedCounts(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
