import type { Anchor, Signal } from './signal.ts';

/** All literals of the signals as one Aho-Corasick automaton: one table look-up a byte. */
export interface LiteralAutomaton {
  /** Byte to column of the table; 0 where no literal has it. Upper-case ASCII shares its lower case's column. */
  readonly columnOf: Uint8Array;
  readonly columns: number;
  /** `next[state * columns + column]`, complete: failure links are followed while building. */
  readonly next: Uint16Array;
  /** First literal that ends in a state, or -1; further ones follow in `alsoEnding`. */
  readonly ending: Int32Array;
  readonly alsoEnding: Int32Array;
  /** The state itself if a literal ends in it, else as `shorter`. */
  readonly reporting: Uint16Array;
  /** Nearest proper suffix state in which a literal ends; 0 for none. */
  readonly shorter: Uint16Array;
  readonly literals: readonly CompiledLiteral[];
}

interface CompiledLiteral {
  readonly signal: number;
  readonly length: number;
  readonly at: Anchor;
  readonly beginsWithWord: boolean;
  readonly endsWithWord: boolean;
}

interface Trie {
  readonly children: Map<number, number>[];
  readonly ending: number[];
}

/** Builds the automaton over the UTF-8 bytes of the literals. */
export function buildLiteralAutomaton(signals: readonly Signal[]): LiteralAutomaton {
  const literals: CompiledLiteral[] = [];
  const alsoEnding: number[] = [];
  const trie: Trie = { children: [new Map<number, number>()], ending: [-1] };
  signals.forEach((signal, index) => {
    for (const text of signal.literals) {
      const bytes = encoder.encode(text);
      const state = addToTrie(trie, bytes);
      alsoEnding.push(trie.ending[state] ?? -1);
      trie.ending[state] = literals.length;
      literals.push(compiled(bytes, index, signal.at));
    }
  });
  const columnOf = numberColumns(trie);
  const columns = 1 + Math.max(...columnOf);
  return {
    columnOf,
    columns,
    alsoEnding: Int32Array.from(alsoEnding),
    literals,
    ...link(breadthFirst(trie), columnOf, columns),
  };
}

/** Whether a byte is an ASCII letter, a digit or `_`. */
export function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f
  );
}

const encoder = new TextEncoder();

function compiled(bytes: Uint8Array, signal: number, at: Anchor): CompiledLiteral {
  return {
    signal,
    length: bytes.length,
    at,
    beginsWithWord: isWordByte(bytes[0] ?? 0),
    endsWithWord: isWordByte(bytes.at(-1) ?? 0),
  };
}

function addToTrie(trie: Trie, bytes: Uint8Array): number {
  let state = 0;
  for (const byte of bytes) {
    let child = trie.children[state]?.get(byte);
    if (child === undefined) {
      child = trie.children.length;
      trie.children[state]?.set(byte, child);
      trie.children.push(new Map());
      trie.ending.push(-1);
    }
    state = child;
  }
  return state;
}

function numberColumns(trie: Trie): Uint8Array {
  const columnOf = new Uint8Array(0x100);
  let columns = 0;
  for (const byte of new Set(trie.children.flatMap((children) => [...children.keys()]))) {
    columnOf[byte] = ++columns;
  }
  for (let upper = 0x41; upper <= 0x5a; upper++) columnOf[upper] = columnOf[upper + 0x20] ?? 0;
  return columnOf;
}

/** Numbers the states by depth: most of a text is spent in shallow ones, which then lie close together in the table. */
function breadthFirst(trie: Trie): Trie {
  const order = [0];
  for (const state of order) order.push(...(trie.children[state]?.values() ?? []));
  const rank = new Map(order.map((state, index) => [state, index]));
  return {
    children: order.map(
      (state) =>
        new Map(
          [...(trie.children[state] ?? [])].map(([byte, child]) => [byte, rank.get(child) ?? 0]),
        ),
    ),
    ending: order.map((state) => trie.ending[state] ?? -1),
  };
}

/** Completes the table with failure links; a state's failure state is shorter, so its row is complete before it is copied. */
function link(
  trie: Trie,
  columnOf: Uint8Array,
  columns: number,
): Pick<LiteralAutomaton, 'next' | 'shorter' | 'reporting' | 'ending'> {
  const next = new Uint16Array(trie.children.length * columns);
  const shorter = new Uint16Array(trie.children.length);
  const reporting = new Uint16Array(trie.children.length);
  const failure = new Uint16Array(trie.children.length);
  trie.children.forEach((children, state) => {
    const fallback = failure[state] ?? 0;
    if (state !== 0) {
      next.copyWithin(state * columns, fallback * columns, (fallback + 1) * columns);
      shorter[state] = reporting[fallback] ?? 0;
      reporting[state] = (trie.ending[state] ?? -1) >= 0 ? state : (shorter[state] ?? 0);
    }
    for (const [byte, child] of children) {
      const cell = state * columns + (columnOf[byte] ?? 0);
      failure[child] = state === 0 ? 0 : (next[cell] ?? 0);
      next[cell] = child;
    }
  });
  return { next, shorter, reporting, ending: Int32Array.from(trie.ending) };
}
