import type { TestKernel } from './kernel.testing.ts';
import {
  blanksAt,
  blanksBeforeAt,
  capsAt,
  categoryAt,
  claimByTable,
  claimDone,
  digestAt,
  digestsAt,
  duplicateKind,
  duplicatesAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  fileAt,
  fileBytes,
  fileCapAt,
  fileSourceAt,
  fileSourceBytesAt,
  fileSourceWinsAt,
  filesAt,
  firstLineAt,
  firstUniquesAt,
  headerAddress,
  keptAt,
  keptKind,
  kindAt,
  labelAt,
  labelsAt,
  labelsEndAt,
  lineAt,
  linesAt,
  pairAt,
  placesAt,
  recordKind,
  recordsAt,
  rejectedKind,
  sequenceAt,
  shapeAt,
  slackSlots,
  slotCountAt,
  slotLimitAt,
  slotsAt,
  sourceAt,
  sourceBytesAt,
  turnAddress,
  turnBytes,
  uniqueAt,
  uniqueLimitAt,
  unknownTagAt,
  unknownTagBytesAt,
} from './layout.ts';
import { readSpilled, type SpilledRow } from './spilled-rows.testing.ts';
import type { FileOutcome, ModelFile, ModelRow, Outcome } from './table-model.testing.ts';
import { Verdicts } from './verdicts.ts';

// Where the tests' regions lie.
const context = 65_536;
const files = 66_000;
const caps = 70_000;
const firstUniques = 71_000;
const texts = 80_000;
const entries = 131_072;
const places = 262_144;
const digests = 327_680;
const scratch = 524_288;
const labels = 655_360;
const slots = 1_048_576;
const verdicts = 1_572_864;
const regionsEnd = 2_097_152;

/** Sizes of a table under test. */
export interface TableSizes {
  readonly slotCount: number;
  /** without slack */
  readonly mostSlots: number;
  readonly uniqueLimit: number;
  readonly labelBytes: number;
}

/** The kernel's table, driven as the engine drives it. */
export class KernelTable {
  readonly #kernel: TestKernel;
  readonly #view: DataView;
  #textEnd = texts;

  constructor(kernel: TestKernel, sizes: TableSizes, capValues: readonly number[]) {
    this.#kernel = kernel;
    this.#view = kernel.view;
    kernel.bytes.fill(0, context, regionsEnd);
    kernel.bytes.fill(0, turnAddress, turnAddress + turnBytes);
    for (const [field, value] of [
      [filesAt, files],
      [capsAt, caps],
      [firstUniquesAt, firstUniques],
      [slotsAt, slots],
      [digestsAt, digests],
      [placesAt, places],
      [labelsAt, labels],
      [labelsEndAt, labels + sizes.labelBytes],
      [slotCountAt, sizes.slotCount],
      [slotLimitAt, sizes.mostSlots + slackSlots],
      [uniqueLimitAt, sizes.uniqueLimit],
    ] as const) {
      this.#set(headerAddress + field, value);
    }
    for (const [index, value] of capValues.entries()) {
      this.#view.setFloat64(caps + 8 * index, value, true);
    }
    kernel.call('beginTable');
  }

  /** Claims with `claimByVerdicts` keep the records with these sequence numbers, out of so many. */
  setVerdicts(kept: readonly number[], records: number): void {
    const bits = new Verdicts(this.#kernel.memory, { slots: verdicts }, records);
    for (const sequence of kept) bits.keep(sequence, 0);
  }

  /** Claims a file's rows, cut into contexts of `rowsPerContext`; throws where a claim finds no room. */
  addFile(
    number: number,
    file: ModelFile,
    { rowsPerContext, mode = claimByTable }: { rowsPerContext: number; mode?: number },
  ): FileOutcome {
    this.beginFile(number, file);
    const outcomes: Outcome[] = [];
    let blanks = 0;
    for (let from = 0; from < file.rows.length; from += rowsPerContext) {
      const code = this.claim(number, file.rows.slice(from, from + rowsPerContext), mode);
      if (code !== claimDone) throw new Error(`claimEntries gives ${String(code)}`);
      const found = this.readOutcomes();
      this.#checkCounts(found);
      outcomes.push(...found);
      blanks += this.#get(context + blanksAt);
    }
    const labelRows = this.closeFile(1024);
    return { outcomes, blanks, firstUnique: this.#get(firstUniques + 4 * number), labelRows };
  }

  beginFile(number: number, file: ModelFile): void {
    const at = files + number * fileBytes;
    this.#setText(at + fileSourceAt, at + fileSourceBytesAt, file.source);
    this.#kernel.bytes[at + fileSourceWinsAt] = file.sourceWins ? 1 : 0;
    this.#set(at + fileCapAt, file.cap === undefined ? 0 : file.cap + 1);
    this.#kernel.call('beginFile', number);
  }

  /** Gives what `claimEntries` gives. */
  claim(file: number, rows: readonly ModelRow[], mode = claimByTable): number {
    let count = 0;
    let blanks = 0;
    for (const [line, row] of rows.entries()) {
      if (row.kind === 'blank') blanks += 1;
      else {
        this.#writeEntry(entries + count * entryBytes, row, { line, blanks });
        count += 1;
      }
    }
    this.#set(context + fileAt, file);
    this.#set(context + entriesAt, entries);
    this.#set(context + entryCountAt, count);
    this.#set(context + linesAt, rows.length);
    this.#set(context + blanksAt, blanks);
    this.#kernel.call('prefetchEntries', context);
    return this.#kernel.call('claimEntries', context, mode);
  }

  /** What `spillEntries` writes of the context. */
  readSpilled(): SpilledRow[] {
    return readSpilled(this.#kernel, context, scratch);
  }

  /** Goes on as if so many records had been claimed before. */
  setRecords(records: number): void {
    this.#view.setFloat64(turnAddress + recordsAt, records, true);
  }

  /** What stands in the context's entries. */
  readOutcomes(): Outcome[] {
    const count = this.#get(context + entryCountAt);
    return Array.from({ length: count }, (_, index) => this.#readOutcome(index));
  }

  /** [label, kept rows] of the current file; undefined where the room is too small. */
  closeFile(room: number): [number, number][] {
    const count = this.#kernel.call('closeFile', scratch, room);
    if (count > room) throw new RangeError(`there are ${String(count)} labels`);
    return Array.from({ length: count }, (_, index) => [
      this.#get(scratch + 8 * index),
      this.#get(scratch + 8 * index + 4),
    ]);
  }

  /** Kept rows by digest, gathered `batch` at a time. */
  readSorted(batch: number): { digest: string; line: number; label: number; unique: number }[] {
    const total = this.#kernel.call('sortTable');
    const columns = [scratch, scratch + 50_000, scratch + 60_000, scratch + 70_000] as const;
    const kept = [];
    for (let from = 0; from < total; from += batch) {
      const count = Math.min(batch, total - from);
      const written = this.#kernel.call('gatherKept', from, count, ...columns);
      for (let row = 0; row < written; row += 1) {
        kept.push({
          digest: this.#hex(columns[0] + 20 * row),
          line: this.#get(columns[1] + 4 * row),
          label: this.#get(columns[2] + 4 * row),
          unique: this.#get(columns[3] + 4 * row),
        });
      }
    }
    return kept;
  }

  #writeEntry(
    entry: number,
    row: Exclude<ModelRow, { kind: 'blank' }>,
    { line, blanks }: { readonly line: number; readonly blanks: number },
  ): void {
    this.#kernel.bytes.fill(0, entry, entry + entryBytes);
    this.#set(entry + lineAt, line);
    this.#set(entry + blanksBeforeAt, blanks);
    this.#kernel.bytes[entry + kindAt] = row.kind === 'record' ? recordKind : rejectedKind;
    if (row.kind === 'rejected') return;
    this.#kernel.bytes.set(Buffer.from(row.digest, 'hex'), entry + digestAt);
    this.#kernel.bytes[entry + categoryAt] = row.category;
    this.#kernel.bytes[entry + shapeAt] = row.shape;
    if (row.source !== undefined) {
      this.#setText(entry + sourceAt, entry + sourceBytesAt, row.source);
    }
    if (row.tag !== undefined) {
      this.#setText(entry + unknownTagAt, entry + unknownTagBytesAt, row.tag);
    }
  }

  #readOutcome(index: number): Outcome {
    const entry = entries + index * entryBytes;
    const line = this.#get(context + firstLineAt) + this.#get(entry + lineAt) + 1;
    const kind = this.#view.getUint8(entry + kindAt);
    if (kind === rejectedKind) return { kind: 'rejected', line };
    const label = this.#get(entry + labelAt);
    const sequence = this.#get(entry + sequenceAt);
    const unique = this.#get(entry + uniqueAt);
    const of = { line, unique, label, sequence };
    if (kind === keptKind) return { kind: 'kept', ...of, pair: this.#get(entry + pairAt) };
    if (kind === duplicateKind) return { kind: 'duplicate', ...of };
    throw new Error(`an entry was left undecided: ${String(kind)}`);
  }

  #checkCounts(outcomes: readonly Outcome[]): void {
    for (const [field, kind] of [
      [keptAt, 'kept'],
      [duplicatesAt, 'duplicate'],
    ] as const) {
      const expected = outcomes.filter((outcome) => outcome.kind === kind).length;
      if (this.#get(context + field) !== expected) throw new Error(`${kind} is counted wrongly`);
    }
  }

  #setText(addressField: number, bytesField: number, text: string): void {
    const bytes = Buffer.from(JSON.stringify(text).slice(1, -1), 'utf8');
    // Texts of a context are gone with its buffer; only terms may outlive them.
    if (this.#textEnd + bytes.length > entries) this.#textEnd = texts + 20_000;
    this.#kernel.bytes.set(bytes, this.#textEnd);
    this.#set(addressField, this.#textEnd);
    this.#set(bytesField, bytes.length);
    this.#textEnd += bytes.length;
  }

  #hex(address: number): string {
    return Buffer.from(this.#kernel.bytes.slice(address, address + 20)).toString('hex');
  }

  #get(address: number): number {
    return this.#view.getUint32(address, true);
  }

  #set(address: number, value: number): void {
    this.#view.setUint32(address, value, true);
  }
}
