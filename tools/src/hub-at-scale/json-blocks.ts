import { gzipSync } from 'node:zlib';
import type { BlockSource } from './block-source.ts';
import { blockRowsOf, type FileRows } from './file-rows.ts';

// About 1 MB of the longest rows: a range that ends inside a block costs no more than that.
const BLOCK_ROWS = 500;

/** One row as JSON on each line. */
export function jsonLines(file: FileRows): BlockSource {
  return {
    rows: file.rows,
    blocks: Math.ceil(file.rows / BLOCK_ROWS),
    makeBlock(index) {
      const rows = blockRowsOf(file, BLOCK_ROWS, index);
      return Buffer.from(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
    },
  };
}

/** Lines of JSON whose blocks are compressed one by one: a file of several gzip members is one gzip file. */
export function gzippedJsonLines(file: FileRows): BlockSource {
  const lines = jsonLines(file);
  return {
    rows: file.rows,
    blocks: lines.blocks,
    makeBlock: (index) => gzipSync(lines.makeBlock(index), { level: 1 }),
  };
}

/** All rows in one JSON array, indented by four spaces. */
export function jsonArray(file: FileRows): BlockSource {
  const blocks = Math.ceil(file.rows / BLOCK_ROWS);
  return {
    rows: file.rows,
    blocks,
    makeBlock(index) {
      // As a list of their own, the rows are indented as they are within the whole.
      const rows = JSON.stringify(blockRowsOf(file, BLOCK_ROWS, index), undefined, 4).slice(2, -2);
      const opening = index === 0 ? '[\n' : ',\n';
      const closing = index === blocks - 1 ? '\n]\n' : '';
      return Buffer.from(`${opening}${rows}${closing}`);
    },
  };
}
