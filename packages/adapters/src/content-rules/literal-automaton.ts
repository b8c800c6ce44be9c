import type { Anchor, Signal } from './signal.ts';

/** All literals of the signals as one Aho-Corasick automaton: one table look-up a code unit. */
export interface LiteralAutomaton {
  /** Code unit to column of the table; 0 where no literal has it. Upper-case ASCII shares its lower case's column. */
  readonly columnOf: Uint8Array;
  readonly columns: number;
  /** `next[state * columns + column]`, complete: failure links are followed while building. */
  readonly next: Uint16Array;
  /** First literal that ends in a state, or -1; further ones follow in `alsoEnding`. */
  readonly ending: Int32Array;
  readonly alsoEnding: Int32Array;
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

/** Builds the automaton; literals are code units here, which finds exactly what a search over UTF-8 bytes finds. */
export function buildLiteralAutomaton(signals: readonly Signal[]): LiteralAutomaton {
  const literals: CompiledLiteral[] = [];
  const alsoEnding: number[] = [];
  const trie: Trie = { children: [new Map()], ending: [-1] };
  signals.forEach((signal, index) => {
    for (const text of signal.literals) {
      const state = addToTrie(trie, text);
      alsoEnding.push(trie.ending[state] ?? -1);
      trie.ending[state] = literals.length;
      literals.push(compiled(text, index, signal.at));
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

/** Whether a UTF-16 code unit is an ASCII letter, a digit or `_`. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f
  );
}

function compiled(text: string, signal: number, at: Anchor): CompiledLiteral {
  return {
    signal,
    length: text.length,
    at,
    beginsWithWord: isWordUnit(text.charCodeAt(0)),
    endsWithWord: isWordUnit(text.charCodeAt(text.length - 1)),
  };
}

function addToTrie(trie: Trie, text: string): number {
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let child = trie.children[state]?.get(unit);
    if (child === undefined) {
      child = trie.children.length;
      trie.children[state]?.set(unit, child);
      trie.children.push(new Map());
      trie.ending.push(-1);
    }
    state = child;
  }
  return state;
}

function numberColumns(trie: Trie): Uint8Array {
  const columnOf = new Uint8Array(0x10000);
  let columns = 0;
  for (const unit of new Set(trie.children.flatMap((children) => [...children.keys()]))) {
    columnOf[unit] = ++columns;
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
          [...(trie.children[state] ?? [])].map(([unit, child]) => [unit, rank.get(child) ?? 0]),
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
): Pick<LiteralAutomaton, 'next' | 'shorter' | 'ending'> {
  const next = new Uint16Array(trie.children.length * columns);
  const shorter = new Uint16Array(trie.children.length);
  const failure = new Uint16Array(trie.children.length);
  trie.children.forEach((children, state) => {
    const fallback = failure[state] ?? 0;
    if (state !== 0) {
      next.copyWithin(state * columns, fallback * columns, (fallback + 1) * columns);
      shorter[state] = (trie.ending[fallback] ?? -1) >= 0 ? fallback : (shorter[fallback] ?? 0);
    }
    for (const [unit, child] of children) {
      const cell = state * columns + (columnOf[unit] ?? 0);
      failure[child] = state === 0 ? 0 : (next[cell] ?? 0);
      next[cell] = child;
    }
  });
  return { next, shorter, ending: Int32Array.from(trie.ending) };
}
