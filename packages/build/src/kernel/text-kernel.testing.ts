import { rulesTables, type RulesTables } from '@llamaforge/adapters';
import {
  compileKernel,
  layout,
  logarithmTable,
  namesTable,
  rulesTable,
  type WebAssemblyModule,
} from '@llamaforge/kernel';
import { entropyGains } from '@llamaforge/profiles';
import { nameWords } from '@llamaforge/quality';
import { categories, type RecordText } from '@llamaforge/schema';
import { readFileSync } from 'node:fs';

/** What the content rules in the kernel say of a record. */
export interface KernelDecision {
  readonly category: string | undefined;
  readonly isDefault: boolean;
}

/** What the kernel measures of a kept record. */
export interface KernelMeasures {
  readonly lengths: readonly number[];
  readonly entropy: number;
  readonly isCandidate: boolean;
}

const pageBytes = 65_536;
const contextAddress = 8 * 1024 * 1024;
const countsAddress = contextAddress + layout.contextBytes;
const scratchAddress = contextAddress + 4096;
const entriesAddress = contextAddress + 64 * 1024;
const textsAddress = 2 * contextAddress;
const memoryBytes = 4096 * pageBytes;
const leastFreeBytes = 1024 * 1024;
const encoder = new TextEncoder();

/** A kernel for entries made of texts, without rows: content rules and measures alone. */
export class TextKernel {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #featureCount: number;
  readonly #exports: Readonly<Record<string, unknown>>;
  readonly context = contextAddress;
  readonly counts = countsAddress;
  #end = textsAddress;

  private constructor(module: WebAssemblyModule) {
    const memory = new WebAssembly.Memory({ initial: 4096, maximum: pageBytes, shared: true });
    this.#exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
    this.bytes = new Uint8Array(memory.buffer);
    this.view = new DataView(memory.buffer);
    const rules = rulesTables();
    this.#featureCount = 4 * (rules.measures.length + rules.signals.length);
    this.#writeTables(rules);
  }

  /** Loads the kernel that is built, or the module that `KERNEL_WASM` names. */
  static async load(): Promise<TextKernel> {
    const path = process.env['KERNEL_WASM'];
    return new TextKernel(
      path === undefined ? await compileKernel() : await WebAssembly.compile(readFileSync(path)),
    );
  }

  /** Decides twice, for the vote and for good, and throws where the two differ. */
  decide(records: readonly RecordText[]): readonly KernelDecision[] {
    this.fill(records, layout.recordKind);
    this.call('decideForVote', contextAddress);
    this.call('decideCategories', contextAddress);
    return records.map((_, index) => this.#decisionAt(this.entryAt(index)));
  }

  /** The features that the content rules have of a record, as adapters' `contentFeatures`; they stand first in the scratch. */
  features(record: RecordText): readonly number[] {
    this.decide([record]);
    return [...new Int32Array(this.bytes.buffer, scratchAddress, this.#featureCount)];
  }

  measure(records: readonly RecordText[]): readonly KernelMeasures[] {
    this.fill(records, layout.keptKind);
    this.call('measureEntries', contextAddress);
    return records.map((_, index) => {
      const entry = this.entryAt(index);
      return {
        lengths: [layout.instructionLengthAt, layout.inputLengthAt, layout.outputLengthAt].map(
          (at) => this.view.getUint32(entry + at, true),
        ),
        entropy: this.view.getFloat32(entry + layout.entropyAt, true),
        isCandidate: (this.view.getUint8(entry + layout.flagsAt) & layout.candidateFlag) !== 0,
      };
    });
  }

  /** How many of the context's entries are candidates. */
  get candidates(): number {
    return this.view.getUint32(contextAddress + layout.candidatesAt, true);
  }

  call(name: string, ...values: readonly number[]): number {
    const called = this.#exports[name];
    if (!isCallable(called)) throw new Error(`The kernel has no ${name}.`);
    return called(...values);
  }

  /** Makes an undecided entry of each record, all texts one behind the other, in a context of their own. */
  fill(records: readonly RecordText[], kind: number): void {
    this.bytes.fill(0, contextAddress, entriesAddress + records.length * layout.entryBytes);
    this.bytes.fill(0xaa, scratchAddress, scratchAddress + layout.rulesScratchBytes);
    this.#setNumber(contextAddress + layout.scratchAt, scratchAddress);
    this.#setNumber(contextAddress + layout.countsAt, countsAddress);
    this.#setNumber(contextAddress + layout.entriesAt, entriesAddress);
    this.#setNumber(contextAddress + layout.entryCountAt, records.length);
    this.#end = textsAddress;
    for (const [index, record] of records.entries()) {
      const entry = this.entryAt(index);
      this.bytes[entry + layout.kindAt] = kind;
      this.bytes[entry + layout.categoryAt] = layout.none;
      this.#writeText(entry + layout.instructionAt, record.instruction);
      this.#writeText(entry + layout.inputTextAt, record.input);
      this.#writeText(entry + layout.outputAt, record.output);
    }
  }

  entryAt(index: number): number {
    return entriesAddress + index * layout.entryBytes;
  }

  #decisionAt(entry: number): KernelDecision {
    const category = this.view.getUint8(entry + layout.categoryAt);
    const vote = this.view.getUint8(entry + layout.voteCategoryAt);
    const way = this.view.getUint8(entry + layout.wayAt);
    if (category !== vote || way !== 3) {
      throw new Error(
        `${String(category)} by way ${String(way)}, but ${String(vote)} for the vote`,
      );
    }
    return {
      category: categories[category],
      isDefault: this.view.getUint8(entry + layout.voteIsDefaultAt) === 1,
    };
  }

  #writeText(at: number, text: string): void {
    if (this.#end + leastFreeBytes + 3 * text.length > memoryBytes) {
      throw new RangeError('The texts do not fit the test memory.');
    }
    const canonical = encoder.encode(JSON.stringify(text).slice(1, -1));
    this.#setNumber(at, this.#end);
    this.#setNumber(at + 4, canonical.length);
    this.bytes.set(canonical, this.#end);
    this.#end += canonical.length;
  }

  #writeTables(rules: RulesTables): void {
    let address = pageBytes;
    const tables = [
      [layout.rulesAt, rulesTable(rules)],
      [layout.logarithmsAt, logarithmTable(entropyGains)],
      [layout.namesAt, namesTable(nameWords)],
    ] as const;
    for (const [at, table] of tables) {
      this.#setNumber(layout.headerAddress + at, address);
      this.bytes.set(table, address);
      address += Math.ceil(table.length / 64) * 64 + 64;
    }
  }

  #setNumber(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }
}

function isCallable(value: unknown): value is (...values: readonly number[]) => number {
  return typeof value === 'function';
}
