import type { BlockSource } from './block-source.ts';
import { mixed } from './mixed.ts';
import { forEachPiece, plainVoice, type Voice } from './prose.ts';

// A block of these rows, the longest they can be, fits in what is kept to write it.
const BLOCK_ROWS = 500;
const scratch = Buffer.allocUnsafe(8 * 1024 * 1024);

// The one that every sentence ends with.
const SPACE_BYTES = 1;

const written: Voice<Uint8Array> = {
  sentences: plainVoice.sentences.map(escaped),
  paragraphBreak: escaped(plainVoice.paragraphBreak),
};

/**
 * Lines of dialogues, about 2 KB each, of two to eight turns in which a user speaks first. They are put together from
 * escaped bytes: three gigabytes by way of `JSON.stringify` take longer to make than to read.
 */
export function dialogueLines(rows: number, first: number): BlockSource {
  return {
    rows,
    blocks: Math.ceil(rows / BLOCK_ROWS),
    makeBlock(index) {
      const start = index * BLOCK_ROWS;
      let at = 0;
      for (let row = start; row < Math.min(start + BLOCK_ROWS, rows); row += 1) {
        at = writeDialogue(first + row, at);
      }
      // A copy: the next block is written over this one.
      return new Uint8Array(scratch.subarray(0, at));
    },
  };
}

function writeDialogue(number: number, from: number): number {
  const key = number * 16;
  const exchanges = 1 + (mixed(key) % 4);
  let at = from;
  const use = (piece: Uint8Array): void => {
    scratch.set(piece, at);
    at += piece.length;
  };
  at += scratch.write(
    `{"id": "${String(number)}", "data": ["Topic ${String(number)}: `,
    at,
    'latin1',
  );
  for (let i = 0; i < exchanges; i += 1) {
    forEachPiece(key + i, 100, { voice: written, use });
    at -= SPACE_BYTES;
    at += scratch.write('", "', at, 'latin1');
    forEachPiece(key + 8 + i, 700, { voice: written, use });
    at -= SPACE_BYTES;
    at += scratch.write(i === exchanges - 1 ? '"]}\n' : '", "', at, 'latin1');
  }
  return at;
}

function escaped(text: string): Uint8Array {
  return Buffer.from(JSON.stringify(text).slice(1, -1));
}
