import { isWordByte, TrieForest, type LiteralSignal, type Report } from './literal-tries.ts';
import { bareStates, before, columnsPerState, StateWalker } from './state-walker.ts';
import { columnsPerBlock, fieldEnd } from './rules-layout.ts';

/** A finite automaton that finds literals with the borders that they ask for: one look-up a byte, nothing to check. */
export interface LiteralMachine {
  /** 256 columns, one a byte; upper-case ASCII shares its lower case's */
  readonly columnOf: Uint8Array;
  /** the next state, at the cell that `cellOf` tells; the states that report are the last ones */
  readonly next: Uint16Array;
  readonly stateCount: number;
  readonly pendingFrom: number;
  readonly alwaysFrom: number;
  /** of each state from `pendingFrom` on; known once the next byte is read, as some need a border behind */
  readonly reports: readonly Report[];
  readonly startState: number;
  readonly insideWordState: number;
  readonly longest: number;
}

/** Where a state's next one stands: the first 32 columns of all states, then the next 32 of all states. */
export function cellOf(stateCount: number, state: number, column: number): number {
  const block = Math.floor(column / columnsPerBlock);
  return (block * stateCount + state) * columnsPerBlock + (column % columnsPerBlock);
}

// Columns of frequent bytes come first, so that what is read of a state is mostly one cache line.
const byFrequency = new TextEncoder().encode(' etaoinshrdlucmfwypvbgkqjxz.,\n"-');

/** Builds the automaton by walking all sets of literals that can be under way at once; `text_end` literals are not in it. */
export function buildLiteralMachine(signals: readonly LiteralSignal[]): LiteralMachine {
  const forest = new TrieForest(signals);
  const columns = numberColumns(forest.bytes);
  const walker = new StateWalker(forest, columns.representatives);
  walker.walk();
  return { columnOf: columns.columnOf, longest: forest.longest, ...sorted(forest, walker) };
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

/** Renumbers the states: those without a report first, then those with one that a border behind decides, then the rest. */
function sorted(
  forest: TrieForest,
  walker: StateWalker,
): Omit<LiteralMachine, 'columnOf' | 'longest'> {
  const { sets } = walker;
  const byRank: readonly [number[], number[], number[]] = [[], [], []];
  for (let state = 0; state < sets.count; state += 1) {
    let rank: 0 | 1 | 2 = 0;
    for (const node of sets.nodesOf(state)) {
      const own = forest.rankOf(node);
      if (own > rank) rank = own;
    }
    byRank[rank].push(state);
  }
  const [silent, pending, always] = byRank;
  const placeOf = new Uint16Array(sets.count);
  let place = 0;
  for (const states of byRank) {
    for (const state of states) {
      placeOf[state] = place;
      place += 1;
    }
  }
  return {
    next: cells(walker, placeOf),
    stateCount: sets.count,
    pendingFrom: silent.length,
    alwaysFrom: silent.length + pending.length,
    reports: [...pending, ...always].map((state) => forest.reportOf(sets.nodesOf(state))),
    startState: placeOf[before.text] ?? 0,
    insideWordState: placeOf[before.word] ?? 0,
  };
}

/** The next states of all states, each at its place. */
function cells({ sets, next }: StateWalker, placeOf: Uint16Array): Uint16Array {
  const states = placeOf.length;
  const bare = next.bare.map((state) => placeOf[state] ?? 0);
  const all = new Uint16Array(states * columnsPerState);
  for (let first = 0; first < columnsPerState; first += columnsPerBlock) {
    const bareBlocks = Array.from({ length: bareStates }, (_, state) =>
      bare.subarray(state * columnsPerState + first).subarray(0, columnsPerBlock),
    );
    for (let state = 0; state < states; state += 1) {
      const block = bareBlocks[sets.lastOf(state)];
      if (block !== undefined) all.set(block, cellOf(states, placeOf[state] ?? 0, first));
    }
  }
  const { columns, to, ends } = next;
  let from = 0;
  for (let state = bareStates; state < states; state += 1) {
    const place = placeOf[state] ?? 0;
    for (const end = ends[state - bareStates] ?? 0; from < end; from += 1) {
      all[cellOf(states, place, columns[from] ?? 0)] = placeOf[to[from] ?? 0] ?? 0;
    }
  }
  return all;
}
