/** Literals, in lower case, that are counted together, and where they may stand; as adapters' `Signal`. */
export interface LiteralSignal {
  readonly at: 'anywhere' | 'word' | 'word_start' | 'text_start' | 'line_start' | 'text_end';
  readonly literals: readonly string[];
}

/** The signals to count, once for each time that they are listed. */
export interface Report {
  readonly always: readonly number[];
  /** only where no word byte follows */
  readonly bordered: readonly number[];
}

interface Node {
  readonly children: Map<number, number>;
  readonly always: number[];
  readonly bordered: number[];
}

const encoder = new TextEncoder();

/** The literals in four tries, by what must stand before them: anything, a border, a line's start, the text's start. */
export class TrieForest {
  readonly roots = [0, 1, 2, 3] as const;
  /** all bytes of all literals */
  readonly bytes = new Set<number>();
  /** bytes of the longest literal */
  longest = 0;
  readonly #nodes: Node[] = this.roots.map(() => emptyNode());

  constructor(signals: readonly LiteralSignal[]) {
    for (const [index, { at, literals }] of signals.entries()) {
      if (at === 'text_end') continue;
      for (const literal of literals) this.#add(encoder.encode(literal), at, index);
    }
  }

  child(node: number, byte: number): number | undefined {
    return this.#nodes[node]?.children.get(byte);
  }

  bytesAfter(node: number): readonly number[] {
    return [...(this.#nodes[node]?.children.keys() ?? [])];
  }

  /** What ends where so many literals are under way. */
  reportOf(nodes: readonly number[]): Report {
    return {
      always: nodes.flatMap((node) => this.#nodes[node]?.always ?? []),
      bordered: nodes.flatMap((node) => this.#nodes[node]?.bordered ?? []),
    };
  }

  #add(bytes: Uint8Array, at: Exclude<LiteralSignal['at'], 'text_end'>, signal: number): void {
    let node = rootOf(at, bytes);
    for (const byte of bytes) {
      this.bytes.add(byte);
      node = this.#grow(node, byte);
    }
    this.longest = Math.max(this.longest, bytes.length);
    const asksBehind = at !== 'anywhere' && at !== 'word_start' && isWordByte(bytes.at(-1) ?? 0);
    const ended = this.#nodes[node];
    (asksBehind ? ended?.bordered : ended?.always)?.push(signal);
  }

  #grow(node: number, byte: number): number {
    const there = this.child(node, byte);
    if (there !== undefined) return there;
    const child = this.#nodes.length;
    this.#nodes.push(emptyNode());
    this.#nodes[node]?.children.set(byte, child);
    return child;
  }
}

/** Whether a byte is an ASCII letter, a digit or `_`. */
export function isWordByte(byte: number): boolean {
  return /\w/.test(String.fromCharCode(byte));
}

function rootOf(at: Exclude<LiteralSignal['at'], 'text_end'>, bytes: Uint8Array): number {
  switch (at) {
    case 'text_start':
      return 3;
    case 'line_start':
      return 2;
    case 'word':
    case 'word_start':
      return isWordByte(bytes[0] ?? 0) ? 1 : 0;
    case 'anywhere':
      return 0;
  }
}

function emptyNode(): Node {
  return { children: new Map(), always: [], bordered: [] };
}
