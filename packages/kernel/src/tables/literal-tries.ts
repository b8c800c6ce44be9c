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

type Anchor = Exclude<LiteralSignal['at'], 'text_end'>;

/** How many tries there are; their roots are the nodes 0 to 3. */
export const rootCount = 4;

/** What stands for a node that is not there: no node's child is a root. */
export const noNode = 0;

const bytesPerRoot = 0x100;
const encoder = new TextEncoder();
const wordBytes = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  /\w/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** The literals in four tries, by what must stand before them: anything, a border, a line's start, the text's start. */
export class TrieForest {
  /** all bytes of all literals */
  readonly bytes = new Set<number>();
  /** bytes of the longest literal */
  longest = 0;
  /** by node: the byte that leads to it, its first child and its next sibling in the order of first sight, or `noNode` */
  readonly byteOf: number[] = [0, 0, 0, 0];
  readonly firstChild: number[] = [noNode, noNode, noNode, noNode];
  readonly nextSibling: number[] = [noNode, noNode, noNode, noNode];
  readonly #lastChild: number[] = [noNode, noNode, noNode, noNode];
  /** the roots' children by byte: those have too many to be looked through */
  readonly #rootChildren = new Uint32Array(rootCount * bytesPerRoot);
  readonly #always = new Map<number, number[]>();
  readonly #bordered = new Map<number, number[]>();

  constructor(signals: readonly LiteralSignal[]) {
    for (const [index, { at, literals }] of signals.entries()) {
      if (at === 'text_end') continue;
      for (const literal of literals) this.#add(encoder.encode(literal), at, index);
    }
  }

  /** The node that a byte leads to from a root, or `noNode`. */
  rootChild(root: number, byte: number): number {
    return this.#rootChildren[root * bytesPerRoot + byte] ?? noNode;
  }

  /** Whether a literal ends at a node: 2 whatever follows, 1 where a border must, 0 for none. */
  rankOf(node: number): 0 | 1 | 2 {
    if (this.#always.has(node)) return 2;
    return this.#bordered.has(node) ? 1 : 0;
  }

  /** What ends where so many literals are under way. */
  reportOf(nodes: Iterable<number>): Report {
    const always: number[] = [];
    const bordered: number[] = [];
    for (const node of nodes) {
      always.push(...(this.#always.get(node) ?? []));
      bordered.push(...(this.#bordered.get(node) ?? []));
    }
    return { always, bordered };
  }

  #add(bytes: Uint8Array, at: Anchor, signal: number): void {
    let node = rootOf(at, bytes);
    for (const byte of bytes) {
      const child = this.#child(node, byte);
      node = child === noNode ? this.#grow(node, byte) : child;
    }
    this.longest = Math.max(this.longest, bytes.length);
    const asksBehind = at !== 'anywhere' && at !== 'word_start' && isWordByte(bytes.at(-1) ?? 0);
    const ending = asksBehind ? this.#bordered : this.#always;
    const there = ending.get(node);
    if (there === undefined) ending.set(node, [signal]);
    else there.push(signal);
  }

  #child(node: number, byte: number): number {
    if (node < rootCount) return this.rootChild(node, byte);
    let child = this.firstChild[node] ?? noNode;
    while (child !== noNode && this.byteOf[child] !== byte) {
      child = this.nextSibling[child] ?? noNode;
    }
    return child;
  }

  #grow(node: number, byte: number): number {
    const child = this.byteOf.length;
    this.bytes.add(byte);
    this.byteOf.push(byte);
    this.firstChild.push(noNode);
    this.nextSibling.push(noNode);
    this.#lastChild.push(noNode);
    if (node < rootCount) this.#rootChildren[node * bytesPerRoot + byte] = child;
    const last = this.#lastChild[node] ?? noNode;
    if (last === noNode) this.firstChild[node] = child;
    else this.nextSibling[last] = child;
    this.#lastChild[node] = child;
    return child;
  }
}

/** Whether a byte is an ASCII letter, a digit or `_`. */
export function isWordByte(byte: number): boolean {
  return wordBytes[byte] === 1;
}

function rootOf(at: Anchor, bytes: Uint8Array): number {
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
