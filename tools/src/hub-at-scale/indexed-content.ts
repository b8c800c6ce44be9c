import { createHash } from 'node:crypto';
import type { HubContent } from '@llamaforge/testing/loopback-hub';
import { allBlocks, type BlockSource } from './block-source.ts';

/** Makes each block once, in order, and keeps where it starts; any range is then made again from the blocks it touches. */
export function indexContent(source: BlockSource): HubContent {
  const hash = createHash('sha256');
  const starts: number[] = [];
  let bytes = 0;
  for (const block of allBlocks(source)) {
    starts.push(bytes);
    bytes += block.length;
    hash.update(block);
  }
  return {
    bytes,
    sha256: hash.digest('hex'),
    get gitOid(): string {
      throw new Error('A generated file is stored in LFS: git has its pointer only.');
    },
    *read(start, end) {
      for (let index = blockAt(starts, start); index < source.blocks; index += 1) {
        const first = starts[index] ?? bytes;
        if (first >= end) return;
        yield source.makeBlock(index).subarray(Math.max(0, start - first), end - first);
      }
    },
  };
}

/** The last block that starts at `position` or before it. */
function blockAt(starts: readonly number[], position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? Infinity) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
