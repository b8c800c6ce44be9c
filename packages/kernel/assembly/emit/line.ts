import {
  categoryAt,
  categoryNameBytes,
  categoryNamesAt,
  fileAt,
  fileBytes,
  filesAt,
  fileSourceAt,
  fileSourceBytesAt,
  headerAddress,
  inputTextAt,
  inputTextBytesAt,
  instructionAt,
  instructionBytesAt,
  outputAt,
  outputBytesAt,
  sourceAt,
  sourceBytesAt,
} from '../../src/layout';

// What stands between the texts of a line; each is at most 16 bytes, so that one store writes it, and what it writes
// too much the next text covers.
/** `{"instruction":"` */
@inline
function openInstruction(target: usize): usize {
  v128.store(target, i8x16(123, 34, 105, 110, 115, 116, 114, 117, 99, 116, 105, 111, 110, 34, 58, 34));
  return target + 16;
}

/** `","input":"` */
@inline
function openInput(target: usize): usize {
  v128.store(target, i8x16(34, 44, 34, 105, 110, 112, 117, 116, 34, 58, 34, 0, 0, 0, 0, 0));
  return target + 11;
}

/** `","output":"` */
@inline
function openOutput(target: usize): usize {
  v128.store(target, i8x16(34, 44, 34, 111, 117, 116, 112, 117, 116, 34, 58, 34, 0, 0, 0, 0));
  return target + 12;
}

/** `","_category":"` */
@inline
function openCategory(target: usize): usize {
  v128.store(target, i8x16(34, 44, 34, 95, 99, 97, 116, 101, 103, 111, 114, 121, 34, 58, 34, 0));
  return target + 15;
}

/** `","_source":"` */
@inline
function openSource(target: usize): usize {
  v128.store(target, i8x16(34, 44, 34, 95, 115, 111, 117, 114, 99, 101, 34, 58, 34, 0, 0, 0));
  return target + 13;
}

/** `"}` */
@inline
function closeLine(target: usize): usize {
  v128.store(target, i8x16(34, 125, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  return target + 3;
}

// All that a line holds beside its texts and its source, and what stores may write beyond its end.
const frameBytes: u32 = 16 + 11 + 12 + 15 + categoryNameBytes + 13 + 3 + 32;

/** How many bytes `writeLine` writes or touches at most. */
@inline
export function lineBytesAtMost(context: usize, entry: usize): usize {
  const own = load<u32>(entry, sourceBytesAt);
  return (
    load<u32>(entry, instructionBytesAt) +
    load<u32>(entry, inputTextBytesAt) +
    load<u32>(entry, outputBytesAt) +
    (own != 0 ? own : load<u32>(fileOf(context), fileSourceBytesAt)) +
    frameBytes
  );
}

/** Writes the record's line as `writeRecordLine` of schema does, with its line feed; gives the address behind it. */
export function writeLine(context: usize, entry: usize, start: usize): usize {
  let target = openInstruction(start);
  target = copyText(load<u32>(entry, instructionAt), load<u32>(entry, instructionBytesAt), target);
  target = openInput(target);
  target = copyText(load<u32>(entry, inputTextAt), load<u32>(entry, inputTextBytesAt), target);
  target = openOutput(target);
  target = copyText(load<u32>(entry, outputAt), load<u32>(entry, outputBytesAt), target);
  target = openCategory(target);
  const name: usize =
    load<u32>(headerAddress, categoryNamesAt) + load<u8>(entry, categoryAt) * categoryNameBytes;
  target = copyText(name, load<u8>(name, categoryNameBytes - 1), target);
  target = openSource(target);
  const own = load<u32>(entry, sourceBytesAt);
  if (own != 0) {
    target = copyText(load<u32>(entry, sourceAt), own, target);
  } else {
    const file = fileOf(context);
    target = copyText(load<u32>(file, fileSourceAt), load<u32>(file, fileSourceBytesAt), target);
  }
  return closeLine(target);
}

@inline
function fileOf(context: usize): usize {
  return load<u32>(headerAddress, filesAt) + load<u32>(context, fileAt) * fileBytes;
}

// Sixteen bytes at a time and up to fifteen too many: a call of memory.copy costs more than a text of 200 bytes.
@inline
function copyText(source: usize, bytes: u32, target: usize): usize {
  for (let done: usize = 0; done < bytes; done += 16) {
    v128.store(target + done, v128.load(source + done));
  }
  return target + bytes;
}
