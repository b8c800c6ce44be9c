import {
  inputTextAt,
  inputTextBytesAt,
  instructionAt,
  instructionBytesAt,
  outputAt,
  outputBytesAt,
} from '../../src/layout';
import { addPiece } from './lanes';

/** `{"input": "` */
const exactStart: usize = memory.data<u8>([
  0x7b, 0x22, 0x69, 0x6e, 0x70, 0x75, 0x74, 0x22, 0x3a, 0x20, 0x22,
]);
/** `", "instruction": "` */
const exactInstruction: usize = memory.data<u8>([
  0x22, 0x2c, 0x20, 0x22, 0x69, 0x6e, 0x73, 0x74, 0x72, 0x75, 0x63, 0x74, 0x69, 0x6f, 0x6e, 0x22,
  0x3a, 0x20, 0x22,
]);
/** `", "output": "` */
const exactOutput: usize = memory.data<u8>([
  0x22, 0x2c, 0x20, 0x22, 0x6f, 0x75, 0x74, 0x70, 0x75, 0x74, 0x22, 0x3a, 0x20, 0x22,
]);
/** `"}` */
const exactEnd: usize = memory.data<u8>([0x22, 0x7d]);
/** `["` */
const renderedStart: usize = memory.data<u8>([0x5b, 0x22]);
/** `\n` as JSON writes it */
const renderedBreak: usize = memory.data<u8>([0x5c, 0x6e]);
/** `","` */
const renderedOutput: usize = memory.data<u8>([0x22, 0x2c, 0x22]);
/** `"]` */
const renderedEnd: usize = memory.data<u8>([0x22, 0x5d]);

/** Gives a lane the message of schema's exact key: all three texts, keys in order, spaces as Python writes them. */
export function addExact(lane: usize, entry: usize): void {
  addPiece(lane, exactStart, 11);
  addPiece(lane, load<u32>(entry, inputTextAt), load<u32>(entry, inputTextBytesAt));
  addPiece(lane, exactInstruction, 19);
  addPiece(lane, load<u32>(entry, instructionAt), load<u32>(entry, instructionBytesAt));
  addPiece(lane, exactOutput, 14);
  addPiece(lane, load<u32>(entry, outputAt), load<u32>(entry, outputBytesAt));
  addPiece(lane, exactEnd, 2);
}

/** Gives a lane the message of schema's rendered key: the prompt, with the input on a line of its own, and the output. */
export function addRendered(lane: usize, entry: usize): void {
  const inputBytes = load<u32>(entry, inputTextBytesAt);
  addPiece(lane, renderedStart, 2);
  addPiece(lane, load<u32>(entry, instructionAt), load<u32>(entry, instructionBytesAt));
  if (inputBytes > 0) {
    addPiece(lane, renderedBreak, 2);
    addPiece(lane, load<u32>(entry, inputTextAt), inputBytes);
  }
  addPiece(lane, renderedOutput, 3);
  addPiece(lane, load<u32>(entry, outputAt), load<u32>(entry, outputBytesAt));
  addPiece(lane, renderedEnd, 2);
}
