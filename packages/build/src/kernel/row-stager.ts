import {
  categoryByRules,
  decideCategory,
  type CategoryDecision,
  type RowTags,
} from '@llamaforge/adapters';
import { layout, type KernelThread } from '@llamaforge/kernel';
import {
  categories,
  digestOf,
  jsonText,
  rowShapes,
  writeRecordLine,
  type CorpusRecord,
  type DigestKey,
} from '@llamaforge/schema';
import { factsOfRow } from '../corpus-index/row-facts.ts';
import { allRejectReasons } from '../treatment/reject-reasons.ts';
import type { TreatedRecord } from '../treatment/treat-record.ts';
import { BeyondKernelError } from './beyond-kernel-error.ts';
import type { Round, StagedReject } from './round.ts';

const ways = ['card', 'row', 'file', 'rules'] as const;
const mostBytesPerUnit = 3;

/** A record as it is to be compared, and what its row says of itself. */
export interface StagedRecord {
  /** as in `StagedReject` */
  readonly line: number;
  readonly part: number;
  readonly treated: TreatedRecord;
  readonly tags: RowTags;
}

/** Puts what the plain adapters read into contexts, as entries like those that the kernel makes. */
export class RowStager {
  readonly #thread: KernelThread;
  readonly #key: DigestKey;

  constructor(thread: KernelThread, key: DigestKey) {
    this.#thread = thread;
    this.#key = key;
  }

  /** False where the round has no room for it. */
  addReject(round: Round, reject: StagedReject): boolean {
    const entry = this.#nextEntry(round, reject);
    if (entry === undefined) return false;
    const { view } = this.#thread;
    view.setUint8(entry + layout.kindAt, layout.rejectedKind);
    view.setUint8(entry + layout.reasonAt, allRejectReasons.indexOf(reject.reason));
    round.rejects.push(reject);
    return true;
  }

  /** False where the round has no room for it. What no round has room for goes into an empty one, as its only record. */
  addRecord(round: Round, record: StagedRecord): boolean {
    const { card, vote } = round.file;
    const decision = decideCategory({
      card,
      tags: record.tags,
      vote,
      // Asked below, of the kernel: by row in JavaScript they cost more than all the rest.
      rulesCategory: () => 'instruction',
    });
    const { instruction, input, output } = record.treated.text;
    // A source that is given stands above the row's own.
    const ownSource = round.file.givenSource === undefined ? record.tags.source : undefined;
    const tags = [ownSource ?? '', decision.unknownTag ?? ''].map(jsonText);
    const texts = [instruction, input, output].map(jsonText);
    const isEmpty = this.#isEmpty(round);
    const hasRoom = this.#hasArena(round, [...texts, ...tags]);
    if (!hasRoom && !isEmpty) return false;
    if (!this.#hasArena(round, tags)) {
      throw new BeyondKernelError('the tags of a row are longer than a chunk');
    }
    const entry = this.#nextEntry(round, record);
    if (entry === undefined) return false;
    this.#noteRepairs(round, record);
    this.#setDecision(entry, record, decision);
    if (hasRoom) {
      const [first = '', second = '', third = ''] = texts;
      this.#setText(round, entry + layout.instructionAt, first);
      this.#setText(round, entry + layout.inputTextAt, second);
      this.#setText(round, entry + layout.outputAt, third);
    } else {
      this.#setExternal(round, entry, record);
    }
    const [source = '', tag = ''] = tags;
    this.#setText(round, entry + layout.sourceAt, source);
    this.#setText(round, entry + layout.unknownTagAt, tag);
    return true;
  }

  #isEmpty({ context }: Round): boolean {
    return this.#thread.read(context.context + layout.entryCountAt) === 0;
  }

  /** Whether the arena has room for texts; exact only where it is nearly full. */
  #hasArena({ context }: Round, texts: readonly string[]): boolean {
    const at = context.context;
    const room =
      this.#thread.read(at + layout.arenaEndAt) - this.#thread.read(at + layout.arenaCursorAt);
    const units = texts.reduce((sum, text) => sum + text.length, 0);
    if (units * mostBytesPerUnit <= room) return true;
    if (units > room) return false;
    return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) <= room;
  }

  /** The address of a new entry with its place; undefined where the round is full. */
  #nextEntry(
    { context, longLine }: Round,
    { line, part }: { readonly line: number; readonly part: number },
  ): number | undefined {
    const thread = this.#thread;
    const at = context.context;
    const count = thread.read(at + layout.entryCountAt);
    if (longLine !== undefined || count === context.entryLimit) return undefined;
    const entry = context.entries + count * layout.entryBytes;
    thread.bytes.fill(0, entry, entry + layout.entryBytes);
    thread.write(entry + layout.lineAt, line);
    thread.write(entry + layout.partAt, part);
    thread.write(entry + layout.blanksBeforeAt, thread.read(at + layout.blanksAt));
    thread.write(at + layout.entryCountAt, count + 1);
    return entry;
  }

  /** Of the entry that was begun last. */
  #noteRepairs({ context, repaired }: Round, { treated }: StagedRecord): void {
    if (treated.repaired === undefined) return;
    const entry = this.#thread.read(context.context + layout.entryCountAt) - 1;
    repaired.push({ entry, names: treated.repaired });
  }

  #setDecision(
    entry: number,
    { treated }: StagedRecord,
    { category, way }: CategoryDecision,
  ): void {
    const { view } = this.#thread;
    const isOpen = way === 'rules';
    view.setUint8(entry + layout.kindAt, layout.recordKind);
    view.setUint8(entry + layout.flagsAt, treated.loneSurrogates ? layout.loneSurrogateFlag : 0);
    view.setUint8(entry + layout.shapeAt, rowShapes.indexOf(treated.shape));
    view.setUint8(entry + layout.categoryAt, isOpen ? layout.none : categories.indexOf(category));
    view.setUint8(entry + layout.wayAt, ways.indexOf(way));
    view.setUint32(entry + layout.entryTurnsLeftOutAt, treated.turnsLeftOut, true);
  }

  /** Writes a JSON string, without its quotes, into the arena, and its address and length to `at`. */
  #setText({ context }: Round, at: number, text: string): void {
    const thread = this.#thread;
    const cursorAt = context.context + layout.arenaCursorAt;
    const cursor = thread.read(cursorAt);
    const written = thread
      .buffer(cursor, context.arena + context.arenaBytes - cursor)
      .write(text, 'utf8');
    thread.write(at, cursor + 1);
    thread.write(at + 4, written - 2);
    thread.write(cursorAt, cursor + written);
  }

  #setExternal(round: Round, entry: number, { treated, tags }: StagedRecord): void {
    const { view, bytes } = this.#thread;
    const { card, vote, givenSource } = round.file;
    const { text } = treated;
    const rulesCategory = (): CorpusRecord['_category'] => categoryByRules(text).category;
    const { category } = decideCategory({ card, tags, vote, rulesCategory });
    const source = givenSource ?? tags.source ?? round.file.source;
    const record = { ...text, _category: category, _source: source };
    const line = Buffer.from(`${writeRecordLine(record)}\n`, 'utf8');
    const facts = factsOfRow(record, line);
    bytes.set(Buffer.from(digestOf(text, this.#key), 'hex'), entry + layout.digestAt);
    view.setUint8(entry + layout.categoryAt, categories.indexOf(category));
    view.setUint8(
      entry + layout.flagsAt,
      view.getUint8(entry + layout.flagsAt) + layout.externalFlag,
    );
    view.setUint32(entry + layout.instructionLengthAt, facts.instruction, true);
    view.setUint32(entry + layout.inputLengthAt, facts.input, true);
    view.setUint32(entry + layout.outputLengthAt, facts.output, true);
    view.setFloat32(entry + layout.entropyAt, facts.entropy, true);
    view.setUint8(entry + layout.tagsBitsAt, facts.tags);
    round.longLine = line;
  }
}
