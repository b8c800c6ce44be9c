import { layout, type KernelThread, type OutletPlan, type WorkerPlan } from '@llamaforge/kernel';
import type { MessagePort } from 'node:worker_threads';
import { tagBitsOf } from '../corpus-index/row-facts.ts';
import { writeRejectLine } from '../reject-line.ts';
import { allRejectReasons } from '../treatment/reject-reasons.ts';
import { BeyondKernelError } from './beyond-kernel-error.ts';
import type { MergeJob, RejectedRowNumbers, WorkerStart, WriterMessage } from './merge-job.ts';
import type { Round } from './round.ts';
import { TableFullError } from './table-full-error.ts';

const { turnAddress } = layout;

/** What claiming a round brought to light about its file. */
export interface PublishedRound {
  /** whether the file's cap is reached, so that no further row of it counts */
  readonly isFileDone: boolean;
  /** after a file's last round: {label, kept rows} one after the other */
  readonly labelRows: Uint32Array | undefined;
}

/** Claims rounds when their turn comes, and hands what they add to the writer. */
export class RoundPublisher {
  readonly #thread: KernelThread;
  readonly #job: MergeJob;
  readonly #worker: number;
  readonly #plan: WorkerPlan;
  readonly #port: MessagePort;
  #outlets = 0;

  constructor(thread: KernelThread, { job, worker, writer }: WorkerStart, plan: WorkerPlan) {
    this.#thread = thread;
    this.#job = job;
    this.#worker = worker;
    this.#plan = plan;
    this.#port = writer;
  }

  /** Whether a round would not have to wait. */
  isTurnOf({ unit }: Round): boolean {
    return this.#thread.load(turnAddress + layout.unitAt) === unit;
  }

  /** Does all that can be done before the turn. */
  prepare({ context }: Round): void {
    const { functions } = this.#thread;
    const { clock } = this.#thread;
    clock.enter('decide');
    functions.decideCategories(context.context);
    if (this.#job.skipsDigests !== true) {
      clock.enter('hash');
      functions.hashEntries(context.context);
    }
    if (this.#job.claimMode === layout.claimByTable) {
      clock.enter('prefetch');
      functions.prefetchEntries(context.context);
    }
    clock.enter('read');
  }

  /** Waits for the round's turn, claims it, and emits what it adds. */
  publish(round: Round): PublishedRound {
    const thread = this.#thread;
    thread.waitFor(turnAddress + layout.unitAt, round.unit);
    thread.clock.enter('claim');
    const claimed = this.#claim(round);
    this.#cutToCap(round);
    const hasEntries = thread.read(round.context.context + layout.entryCountAt) > 0;
    if (hasEntries) this.#beginEmission();
    if (round.isLastOfUnit) thread.store(turnAddress + layout.unitAt, round.unit + 1);
    if (this.#job.claimMode === layout.claimNumbers) {
      if (hasEntries) this.#spill(round);
    } else {
      thread.clock.enter('measure');
      this.#measure(round);
      if (hasEntries) this.#emit(round);
    }
    thread.clock.enter('read');
    return claimed;
  }

  #claim(round: Round): PublishedRound {
    const thread = this.#thread;
    const { functions } = thread;
    const { file, fileNumber, unit } = round;
    if (round.isFirstOfUnit && unit === file.firstUnit) functions.beginFile(fileNumber);
    const status = functions.claimEntries(round.context.context, this.#job.claimMode);
    if (status === layout.claimTableFull) throw new TableFullError();
    if (status === layout.claimLabelsFull) throw new BeyondKernelError('the sources are too many');
    const isLastOfFile = round.isLastOfUnit && unit === file.firstUnit + file.units - 1;
    return {
      isFileDone: thread.read(turnAddress + layout.fileIsDoneAt) !== 0,
      labelRows: isLastOfFile ? this.#closeFile() : undefined,
    };
  }

  #closeFile(): Uint32Array {
    const { labelRows } = this.#plan;
    const room = this.#job.plan.demand.labelRowsRoom;
    const count = this.#thread.functions.closeFile(labelRows, room);
    if (count > room) throw new BeyondKernelError('a file has too many sources');
    return new Uint32Array(this.#thread.bytes.buffer, labelRows, 2 * count).slice();
  }

  /** Leaves out the rejections and repairs behind the record that reached the cap. */
  #cutToCap({ context, rejects, repaired }: Round): void {
    if (rejects.length === 0 && repaired.length === 0) return;
    const { view } = this.#thread;
    const count = this.#thread.read(context.context + layout.entryCountAt);
    repaired.length = repaired.filter(({ entry }) => entry < count).length;
    let left = 0;
    for (let index = 0; index < count; index += 1) {
      const kind = view.getUint8(context.entries + index * layout.entryBytes + layout.kindAt);
      if (kind === layout.rejectedKind) left += 1;
    }
    rejects.length = left;
  }

  #beginEmission(): void {
    const thread = this.#thread;
    const emission = thread.add(turnAddress + layout.emissionsAt, 1);
    thread.store(layout.ringAddress + 4 * (emission % layout.ringSlots), this.#worker + 1);
  }

  #measure({ context }: Round): void {
    const thread = this.#thread;
    thread.functions.measureEntries(context.context);
    const count = thread.read(context.context + layout.entryCountAt);
    if (thread.read(context.context + layout.candidatesAt) === 0) return;
    for (let index = 0; index < count; index += 1) {
      const entry = context.entries + index * layout.entryBytes;
      const isCandidate =
        (thread.view.getUint8(entry + layout.flagsAt) & layout.candidateFlag) !== 0;
      if (!isCandidate || thread.view.getUint8(entry + layout.kindAt) !== layout.keptKind) continue;
      const output = this.#textAt(entry + layout.outputAt);
      const bits = tagBitsOf({ instruction: '', input: '', output });
      thread.view.setUint8(entry + layout.tagsBitsAt, bits);
    }
  }

  #textAt(at: number): string {
    const written = this.#thread.buffer(this.#thread.read(at), this.#thread.read(at + 4));
    const text: unknown = JSON.parse(`"${written.toString('utf8')}"`);
    return typeof text === 'string' ? text : '';
  }

  /** Hands over what is to be known of records until all are compared. */
  #spill({ context }: Round): void {
    const thread = this.#thread;
    thread.clock.enter('emit');
    const { outlet, lines } = this.#nextOutlet();
    thread.write(outlet + layout.outRowsAt, thread.functions.spillEntries(context.context, lines));
    thread.write(outlet + layout.outHasMoreAt, 0);
    thread.store(outlet + layout.outStateAt, layout.outletReady);
  }

  #emit(round: Round): void {
    const thread = this.#thread;
    thread.clock.enter('emit');
    const messages = this.#messagesOf(round);
    for (let sent = false, hasMore = true; hasMore; sent = true) {
      const outlet = this.#nextOutlet();
      thread.functions.emitEntries(round.context.context, outlet.outlet);
      hasMore = thread.read(outlet.outlet + layout.outHasMoreAt) !== 0;
      thread.write(outlet.outlet + layout.outMessagesAt, sent ? 0 : messages.length);
      if (!sent) for (const message of messages) this.#port.postMessage(message);
      thread.store(outlet.outlet + layout.outStateAt, layout.outletReady);
    }
  }

  #nextOutlet(): OutletPlan {
    const outlet = this.#plan.outlets[this.#outlets % this.#plan.outlets.length];
    if (outlet === undefined) throw new RangeError('a worker has no outlets');
    this.#outlets += 1;
    this.#thread.waitFor(outlet.outlet + layout.outStateAt, layout.outletFree);
    return outlet;
  }

  #messagesOf(round: Round): WriterMessage[] {
    const { rejects, longLine } = round;
    const messages: WriterMessage[] = [];
    if (rejects.length > 0) messages.push(this.#rejectsMessage(round));
    const isKept = this.#thread.read(round.context.context + layout.keptAt) > 0;
    if (longLine !== undefined && isKept) messages.push({ kind: 'lines', lines: longLine });
    return messages;
  }

  #rejectsMessage({ rejects, file, fileNumber, context }: Round): WriterMessage {
    const firstLine = this.#thread.read(context.context + layout.firstLineAt) + 1;
    const count = rejects.length;
    const rows: RejectedRowNumbers = {
      files: new Uint32Array(count).fill(fileNumber),
      lines: Uint32Array.from(rejects, ({ line }) => firstLine + line),
      parts: Uint32Array.from(rejects, ({ part }) => part),
      reasons: Uint8Array.from(rejects, ({ reason }) => allRejectReasons.indexOf(reason)),
    };
    const lines = rejects.map(({ reason, detail, raw }, index) =>
      writeRejectLine({ file: file.name, line: rows.lines[index] ?? 0, reason, detail, raw }),
    );
    return { kind: 'rejects', lines: Buffer.from(`${lines.join('\n')}\n`, 'utf8'), rows };
  }
}
