import { layout, tagTable } from '@llamaforge/kernel';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the planner would say of the file. */
export interface ScannedFile {
  readonly card?: number;
  readonly vote?: number;
  readonly isPlain?: boolean;
  readonly isUtf8?: boolean;
  readonly entryLimit?: number;
  readonly arenaBytes?: number;
  /** What stands in memory behind the input, at most 64 bytes. */
  readonly behind?: string;
}

/** An entry as the scanner wrote it, its texts as JSON without quotes. */
export interface ScannedEntry {
  /** from 0, of all rows */
  readonly line: number;
  readonly blanksBefore: number;
  readonly shape: number;
  readonly texts: readonly [instruction: string, input: string, output: string];
  readonly source: string;
  readonly category: number;
  readonly way: number;
  readonly unknownTag: string;
  readonly turnsLeftOut: number;
}

/** A row that was left to the adapters. */
export interface LeftRow {
  readonly line: number;
  readonly bytes: Buffer;
}

export interface Scan {
  readonly lines: number;
  readonly blanks: number;
  readonly entries: readonly ScannedEntry[];
  readonly left: readonly LeftRow[];
}

const tagsAddress = 65_536;
const fileAddress = tagsAddress + 65_536;
const contextAddress = fileAddress + 256;
const countsAddress = contextAddress + 256;
const scratchAddress = countsAddress + 1024;
const entriesAddress = scratchAddress + layout.scanScratchBytes;
const arenaAddress = entriesAddress + 1024 * 1024;
const mostArenaBytes = 96 * 1024 * 1024;
const inputAddress = arenaAddress + mostArenaBytes + 64;
const memoryPages = 4096;

/** The scanner over a memory of its own. */
export class TestScanner {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #call: (name: string) => number;

  constructor() {
    const memory = new WebAssembly.Memory({ initial: memoryPages, maximum: 65_536, shared: true });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readKernel()), {
      env: { memory },
    });
    this.#call = (name) => {
      const found = exports[name];
      if (typeof found !== 'function') throw new Error(`the kernel exports no ${name}`);
      const given: unknown = Reflect.apply(found, undefined, [contextAddress]);
      return Number(given);
    };
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    this.#bytes.set(tagTable(), tagsAddress);
    this.#view.setUint32(layout.headerAddress + layout.tagsAt, tagsAddress, true);
    this.#view.setUint32(layout.headerAddress + layout.filesAt, fileAddress, true);
  }

  /** Scans whole rows, emptying the context as often as it is full. What stands behind the input is no part of it. */
  scan(input: Uint8Array, file: ScannedFile = {}): Scan {
    this.#begin(input, file);
    const entries: ScannedEntry[] = [];
    const left: LeftRow[] = [];
    const totals = { lines: 0, blanks: 0 };
    const empty = (): void => {
      const count = this.#get(layout.entryCountAt);
      for (let index = 0; index < count; index += 1) {
        const entry = this.#readEntry(entriesAddress + index * layout.entryBytes);
        entries.push({
          ...entry,
          line: totals.lines + entry.line,
          blanksBefore: totals.blanks + entry.blanksBefore,
        });
      }
      totals.lines += this.#get(layout.linesAt);
      totals.blanks += this.#get(layout.blanksAt);
      this.#call('beginContext');
    };
    this.#call('beginContext');
    for (;;) {
      const reached = this.#call('scanRows');
      if (reached === layout.scanSlow) {
        const bytes = this.#span(layout.slowStartAt, layout.slowEndAt);
        left.push({ line: totals.lines + this.#get(layout.linesAt) - 1, bytes });
      } else {
        empty();
        if (reached === layout.scanDone) return { ...totals, entries, left };
      }
    }
  }

  #begin(input: Uint8Array, file: ScannedFile): void {
    const { card = layout.none, vote = layout.none, isPlain = true, isUtf8 = true } = file;
    const { entryLimit = 4096, arenaBytes = mostArenaBytes, behind = '' } = file;
    this.#bytes.set([card, vote, isPlain ? 1 : 0], fileAddress + layout.fileCardAt);
    this.#bytes.set(input, inputAddress);
    this.#bytes.set(Buffer.from(behind.padEnd(64, '"}')), inputAddress + input.length);
    const fields: readonly (readonly [at: number, value: number])[] = [
      [layout.cursorAt, inputAddress],
      [layout.inputAt, inputAddress],
      [layout.inputEndAt, inputAddress + input.length],
      [layout.arenaAt, arenaAddress],
      [layout.arenaEndAt, arenaAddress + arenaBytes],
      [layout.entriesAt, entriesAddress],
      [layout.entryLimitAt, entryLimit],
      [layout.fileAt, 0],
      [layout.isUtf8At, isUtf8 ? 1 : 0],
      [layout.scratchAt, scratchAddress],
      [layout.countsAt, countsAddress],
    ];
    for (const [at, value] of fields) this.#view.setUint32(contextAddress + at, value, true);
  }

  #get(at: number): number {
    return this.#view.getUint32(contextAddress + at, true);
  }

  #span(startAt: number, endAt: number): Buffer {
    return Buffer.from(this.#bytes.slice(this.#get(startAt), this.#get(endAt)));
  }

  #readEntry(entry: number): ScannedEntry {
    const word = (at: number): number => this.#view.getUint32(entry + at, true);
    const byte = (at: number): number => this.#view.getUint8(entry + at);
    const text = (at: number, bytesAt: number): string =>
      Buffer.from(this.#bytes.slice(word(at), word(at) + word(bytesAt))).toString('utf8');
    return {
      line: word(layout.lineAt),
      blanksBefore: word(layout.blanksBeforeAt),
      shape: byte(layout.shapeAt),
      texts: [
        text(layout.instructionAt, layout.instructionBytesAt),
        text(layout.inputTextAt, layout.inputTextBytesAt),
        text(layout.outputAt, layout.outputBytesAt),
      ],
      source: text(layout.sourceAt, layout.sourceBytesAt),
      category: byte(layout.categoryAt),
      way: byte(layout.wayAt),
      unknownTag: text(layout.unknownTagAt, layout.unknownTagBytesAt),
      turnsLeftOut: word(layout.entryTurnsLeftOutAt),
    };
  }
}

function readKernel(): Buffer {
  const folder = dirname(createRequire(import.meta.url).resolve('@llamaforge/kernel/package.json'));
  return readFileSync(process.env['KERNEL_WASM'] ?? join(folder, 'dist/kernel.wasm'));
}
