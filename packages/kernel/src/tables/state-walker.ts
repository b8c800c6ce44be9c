import { isWordByte, noNode, type TrieForest } from './literal-tries.ts';
import { NodeSets } from './node-sets.ts';
import { fieldEnd } from './rules-layout.ts';

/** Columns of a state; more than literals have bytes. */
export const columnsPerState = 128;

/** What was read last decides which literals may begin: the tries up to this one's. It is also the number of its bare state. */
export const before = { word: 0, border: 1, line: 2, text: 3 } as const;

/** The states in which no literal is under way: the first ones. */
export const bareStates = 4;

const lineFeed = 0x0a;
const mostStates = 0x1_0000;

/** Next states: of the bare states all columns, of the others what differs from their bare one. */
export interface NextStates {
  /** `bare[state * columnsPerState + column]` */
  readonly bare: Uint16Array;
  readonly columns: readonly number[];
  readonly to: readonly number[];
  /** where each state's differences end, by state from `bareStates` on */
  readonly ends: readonly number[];
}

/** Walks all sets of literals that can be under way at once, over flat lists: a merge builds its table at its start. */
export class StateWalker {
  readonly sets = new NodeSets();
  readonly #bare = new Uint16Array(bareStates * columnsPerState);
  readonly #columns: number[] = [];
  readonly #to: number[] = [];
  readonly #ends: number[] = [];
  readonly #forest: TrieForest;
  readonly #bytes: readonly number[];
  readonly #columnOf = new Uint8Array(0x100);
  /** the nodes that each byte leads to from the state at hand: the first one, and the next by node */
  readonly #firstOf = new Uint32Array(0x100);
  readonly #nextOf: Uint32Array;
  readonly #followers: Uint32Array;

  /** @param bytes the byte that stands for each column */
  constructor(forest: TrieForest, bytes: readonly number[]) {
    this.#forest = forest;
    this.#bytes = bytes;
    for (const [column, byte] of bytes.entries()) this.#columnOf[byte] = column;
    this.#nextOf = new Uint32Array(forest.byteOf.length);
    this.#followers = new Uint32Array(forest.byteOf.length);
  }

  get next(): NextStates {
    return { bare: this.#bare, columns: this.#columns, to: this.#to, ends: this.#ends };
  }

  /** Numbers all states in the order in which they are found. */
  walk(): void {
    for (const last of Object.values(before)) this.sets.numberOf(last, this.#followers, 0);
    for (let state = 0; state < bareStates; state += 1) this.#fillBare(state);
    for (let state = bareStates; state < this.sets.count; state += 1) this.#fill(state);
    if (this.sets.count > mostStates) {
      throw new RangeError('The literals need more than 65,536 states.');
    }
  }

  #fillBare(last: number): void {
    for (const [column, byte] of this.#bytes.entries()) {
      let count = 0;
      for (let root = 0; root <= last && byte !== fieldEnd; root += 1) {
        count = insert(this.#followers, count, this.#forest.rootChild(root, byte));
      }
      const state = this.sets.numberOf(lastRead(byte), this.#followers, count);
      this.#bare[last * columnsPerState + column] = state;
    }
  }

  #fill(state: number): void {
    // Most bytes lead where they would lead if nothing were under way.
    const bare = this.sets.lastOf(state) * columnsPerState;
    for (const byte of this.#bytesAfter(state)) {
      const column = this.#columnOf[byte] ?? 0;
      const followers = this.#followers;
      let count = this.sets.copyNodes(this.#bare[bare + column] ?? 0, followers);
      for (let node = this.#firstOf[byte] ?? noNode; node !== noNode;) {
        count = insert(followers, count, node);
        node = this.#nextOf[node] ?? noNode;
      }
      this.#firstOf[byte] = noNode;
      this.#columns.push(column);
      this.#to.push(this.sets.numberOf(lastRead(byte), followers, count));
    }
    this.#ends.push(this.#to.length);
  }

  /** The bytes that go on with what is under way, in the order of first sight, with the nodes that they lead to. */
  #bytesAfter(state: number): readonly number[] {
    const { firstChild, nextSibling, byteOf } = this.#forest;
    const bytes: number[] = [];
    for (const node of this.sets.nodesOf(state)) {
      for (let child = firstChild[node] ?? noNode; child !== noNode;) {
        const byte = byteOf[child] ?? 0;
        const first = this.#firstOf[byte] ?? noNode;
        if (first === noNode) bytes.push(byte);
        this.#nextOf[child] = first;
        this.#firstOf[byte] = child;
        child = nextSibling[child] ?? noNode;
      }
    }
    return bytes;
  }
}

/** Adds a node, unless it is `noNode`, to the first `count` ones, which ascend; gives how many there are then. */
function insert(nodes: Uint32Array, count: number, node: number): number {
  if (node === noNode) return count;
  let place = count;
  for (; place > 0 && (nodes[place - 1] ?? 0) > node; place -= 1) {
    nodes[place] = nodes[place - 1] ?? 0;
  }
  nodes[place] = node;
  return count + 1;
}

function lastRead(byte: number): number {
  if (byte === fieldEnd) return before.text;
  if (byte === lineFeed) return before.line;
  return isWordByte(byte) ? before.word : before.border;
}
