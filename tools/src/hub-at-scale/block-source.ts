/** A file that is made in blocks, each the same bytes whenever it is made. */
export interface BlockSource {
  readonly rows: number;
  readonly blocks: number;
  /** Makes one block (0-based); after `makeAll`, if there is one. */
  makeBlock(index: number): Uint8Array;
  /** Makes all blocks in order, where one depends on those before it. */
  makeAll?(): Iterable<Uint8Array>;
}

/** Makes all blocks of a file, in order. */
export function* allBlocks(source: BlockSource): Iterable<Uint8Array> {
  if (source.makeAll !== undefined) yield* source.makeAll();
  else for (let index = 0; index < source.blocks; index += 1) yield source.makeBlock(index);
}
