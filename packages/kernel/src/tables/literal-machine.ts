import { isWordByte, TrieForest, type LiteralSignal, type Report } from './literal-tries.ts';
import { fieldEnd } from './rules-layout.ts';

/** A finite automaton that finds literals with the borders that they ask for: one look-up a byte, nothing to check. */
export interface LiteralMachine {
  /** 256 columns, one a byte; upper-case ASCII shares its lower case's */
  readonly columnOf: Uint8Array;
  /** `next[state * columnsPerState + column]`; the states that report are the last ones */
  readonly next: Uint16Array;
  readonly pendingFrom: number;
  readonly alwaysFrom: number;
  /** of each state from `pendingFrom` on; known once the next byte is read, as some need a border behind */
  readonly reports: readonly Report[];
  readonly startState: number;
  readonly insideWordState: number;
  readonly longest: number;
}

/** Columns of a state; more than literals have bytes. */
export const columnsPerState = 128;

/** What was read last decides which literals may begin: the tries up to this one's. */
const before = { word: 0, border: 1, line: 2, text: 3 } as const;
const lineFeed = 0x0a;
// Columns of frequent bytes come first, so that what is read of a state is mostly one cache line.
const byFrequency = new TextEncoder().encode(' etaoinshrdlucmfwypvbgkqjxz.,\n"-');

/** Builds the automaton by walking all sets of literals that can be under way at once; `text_end` literals are not in it. */
export function buildLiteralMachine(signals: readonly LiteralSignal[]): LiteralMachine {
  const forest = new TrieForest(signals);
  const columns = numberColumns(forest.bytes);
  const builder = new MachineBuilder(forest, columns.representatives);
  builder.run();
  return { columnOf: columns.columnOf, longest: forest.longest, ...builder.sorted() };
}

function numberColumns(used: ReadonlySet<number>): {
  columnOf: Uint8Array;
  representatives: readonly number[];
} {
  const named = [
    ...byFrequency,
    ...[...used].filter((byte) => !byFrequency.includes(byte)),
    fieldEnd,
  ];
  // Of the bytes that stand in no literal, all that matters is whether they are part of words.
  const others = Array.from({ length: 0x100 }, (_, byte) => byte).filter(
    (byte) => !named.includes(byte) && !/[A-Z]/.test(String.fromCharCode(byte)),
  );
  const otherWord = others.find((byte) => isWordByte(byte));
  const other = others.find((byte) => !isWordByte(byte)) ?? 0;
  const representatives = [...named, other, ...(otherWord === undefined ? [] : [otherWord])];
  if (representatives.length > columnsPerState) {
    throw new RangeError(`The literals hold more than ${String(columnsPerState)} bytes.`);
  }
  const columnOf = Uint8Array.from({ length: 0x100 }, (_, byte) => {
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    const column = representatives.indexOf(lower);
    if (column !== -1) return column;
    return representatives.indexOf(isWordByte(lower) ? (otherWord ?? other) : other);
  });
  return { columnOf, representatives };
}

interface State {
  readonly before: number;
  /** places in the tries, ascending */
  readonly nodes: readonly number[];
  readonly next: Uint16Array;
}

class MachineBuilder {
  readonly #forest: TrieForest;
  readonly #bytes: readonly number[];
  readonly #columnOf: ReadonlyMap<number, number>;
  readonly #states: State[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(forest: TrieForest, bytes: readonly number[]) {
    this.#forest = forest;
    this.#bytes = bytes;
    this.#columnOf = new Map(bytes.map((byte, column) => [byte, column]));
  }

  run(): void {
    // In the order of `before`, so that the number of what was read last is the number of its bare state.
    for (const last of Object.values(before)) this.#numberOf(last, []);
    for (const state of this.#states) this.#fill(state);
  }

  #fill(state: State): void {
    const begun = this.#forest.roots.slice(0, state.before + 1);
    if (state.nodes.length === 0) {
      for (const [column, byte] of this.#bytes.entries()) {
        state.next[column] = this.#follow(begun, byte);
      }
      return;
    }
    // Most bytes lead where they would lead if nothing were under way.
    state.next.set(this.#states[state.before]?.next ?? []);
    const going = new Set(state.nodes.flatMap((node) => this.#forest.bytesAfter(node)));
    for (const byte of going) {
      const column = this.#columnOf.get(byte) ?? 0;
      state.next[column] = this.#follow([...begun, ...state.nodes], byte);
    }
  }

  #follow(nodes: readonly number[], byte: number): number {
    if (byte === fieldEnd) return this.#numberOf(before.text, []);
    return this.#numberOf(
      lastRead(byte),
      nodes.flatMap((node) => this.#forest.child(node, byte) ?? []),
    );
  }

  #numberOf(last: number, nodes: number[]): number {
    const sorted = nodes.toSorted((one, other) => one - other);
    const key = [last, ...sorted].join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.length;
    if (number > 0xffff) throw new RangeError('The literals need more than 65,536 states.');
    this.#numbers.set(key, number);
    this.#states.push({ before: last, nodes: sorted, next: new Uint16Array(columnsPerState) });
    return number;
  }

  /** Renumbers the states: those without a report first, then those with one that a border behind decides, then the rest. */
  sorted(): Omit<LiteralMachine, 'columnOf' | 'longest'> {
    const reports = this.#states.map(({ nodes }) => this.#forest.reportOf(nodes));
    const rank = reports.map((report) =>
      report.always.length > 0 ? 2 : report.bordered.length && 1,
    );
    const order = [...rank.keys()].toSorted((one, other) => (rank[one] ?? 0) - (rank[other] ?? 0));
    const place = new Map(order.map((state, index) => [state, index]));
    const next = new Uint16Array(order.length * columnsPerState);
    for (const [index, state] of order.entries()) {
      const row = this.#states[state]?.next ?? new Uint16Array();
      next.set(
        row.map((to) => place.get(to) ?? 0),
        index * columnsPerState,
      );
    }
    const pendingFrom = rank.filter((value) => value === 0).length;
    return {
      next,
      pendingFrom,
      alwaysFrom: rank.filter((value) => value < 2).length,
      reports: order.slice(pendingFrom).flatMap((state) => reports[state] ?? []),
      startState: place.get(before.text) ?? 0,
      insideWordState: place.get(before.word) ?? 0,
    };
  }
}

function lastRead(byte: number): number {
  if (byte === lineFeed) return before.line;
  return isWordByte(byte) ? before.word : before.border;
}
