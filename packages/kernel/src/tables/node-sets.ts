const firstPlaces = 1 << 15;
const firstNodes = 1 << 16;
// A table that is at most half full finds nearly every set at its first look.
const placesPerSet = 2;

/** Sets of literals under way, each with what was read last, numbered from 0 in the order of first sight. */
export class NodeSets {
  /** by set */
  readonly #last: number[] = [];
  /** by set: where its nodes begin; and where the next set's will */
  readonly #starts: number[] = [0];
  #nodes = new Uint32Array(firstNodes);
  /** numbers of sets plus 1, by hash */
  #places = new Uint32Array(firstPlaces);

  get count(): number {
    return this.#last.length;
  }

  lastOf(set: number): number {
    return this.#last[set] ?? 0;
  }

  /** A view of a set's nodes, ascending; good until the next set is added. */
  nodesOf(set: number): Uint32Array {
    return this.#nodes.subarray(this.#starts[set], this.#starts[set + 1]);
  }

  /** Writes a set's nodes to the start of `target` and gives how many they are. */
  copyNodes(set: number, target: Uint32Array): number {
    const nodes = this.#nodes;
    const start = this.#starts[set] ?? 0;
    const count = (this.#starts[set + 1] ?? 0) - start;
    for (let index = 0; index < count; index += 1) target[index] = nodes[start + index] ?? 0;
    return count;
  }

  /** The number of a set, which is added at its first sight. @param nodes the first `count` of them are its own, ascending */
  numberOf(last: number, nodes: Uint32Array, count: number): number {
    const places = this.#places;
    let place = hashOf(last, nodes, count) & (places.length - 1);
    for (;;) {
      const number = (places[place] ?? 0) - 1;
      if (number === -1) break;
      if (this.#last[number] === last && this.#isSame(number, nodes, count)) return number;
      place = (place + 1) & (places.length - 1);
    }
    places[place] = this.count + 1;
    return this.#add(last, nodes, count);
  }

  #isSame(set: number, nodes: Uint32Array, count: number): boolean {
    const there = this.#nodes;
    const start = this.#starts[set] ?? 0;
    if (this.#starts[set + 1] !== start + count) return false;
    for (let index = 0; index < count; index += 1) {
      if (there[start + index] !== nodes[index]) return false;
    }
    return true;
  }

  #add(last: number, nodes: Uint32Array, count: number): number {
    const start = this.#starts[this.count] ?? 0;
    if (start + count > this.#nodes.length) this.#growNodes();
    for (let index = 0; index < count; index += 1) this.#nodes[start + index] = nodes[index] ?? 0;
    this.#starts.push(start + count);
    this.#last.push(last);
    if (this.count * placesPerSet > this.#places.length) this.#growPlaces();
    return this.count - 1;
  }

  #growNodes(): void {
    const nodes = new Uint32Array(this.#nodes.length * 2);
    nodes.set(this.#nodes);
    this.#nodes = nodes;
  }

  #growPlaces(): void {
    const places = new Uint32Array(this.#places.length * 2);
    for (let set = 0; set < this.count; set += 1) {
      const nodes = this.nodesOf(set);
      let place = hashOf(this.lastOf(set), nodes, nodes.length) & (places.length - 1);
      while (places[place] !== 0) place = (place + 1) & (places.length - 1);
      places[place] = set + 1;
    }
    this.#places = places;
  }
}

/** FNV-1a over whole numbers, its high bits brought down. */
function hashOf(last: number, nodes: Uint32Array, count: number): number {
  let hash = 0x811c9dc5 ^ last;
  for (let index = 0; index < count; index += 1) {
    hash = Math.imul(hash ^ (nodes[index] ?? 0), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
