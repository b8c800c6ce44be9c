import { assistantSpeaker, humanSpeaker, systemSpeaker } from '../../src/tables/row-keys';

// What a transcript writes before a turn, and what lines of a text must not begin with.
const human: u64 = 0x203a6e616d7548;
const assistant: u64 = 0x6e61747369737341;
const assistantEnd: u32 = 0x203a74;
const system: u64 = 0x203a6d6574737953;
const tool: u64 = 0x203a6c6f6f54;

/** Writes a speaker's header with its blank, and gives where its text goes; up to 8 bytes more are written over. */
export function writeHeader(speaker: u32, target: usize): usize {
  if (speaker == humanSpeaker) {
    store<u64>(target, human);
    return target + 7;
  }
  if (speaker == assistantSpeaker) {
    store<u64>(target, assistant);
    store<u32>(target, assistantEnd, 8);
    return target + 11;
  }
  store<u64>(target, speaker == systemSpeaker ? system : tool);
  return speaker == systemSpeaker ? target + 8 : target + 6;
}

/** Whether a canonical text opens with a header, perhaps behind backslashes. */
export function opensWithHeader(at: usize, end: usize): bool {
  while (at < end && load<u16>(at) == 0x5c5c) at += 2;
  const word = load<u64>(at);
  let bytes: usize = 0;
  if ((word & 0xffffffffffff) == (human & 0xffffffffffff)) bytes = 6;
  else if ((word & 0xffffffffff) == (tool & 0xffffffffff)) bytes = 5;
  else if ((word & 0xffffffffffffff) == (system & 0xffffffffffffff)) bytes = 7;
  else if (word == assistant && load<u16>(at, 8) == (assistantEnd & 0xffff)) bytes = 10;
  return bytes != 0 && at + bytes <= end;
}

/** Whether a line after the first of a canonical text may be read as a header: never false where one is. */
export function headerLineIn(start: usize, end: usize): bool {
  for (let at = start; at < end; at += 16) {
    // `\n`, or the end of `\\n`, which is no line's end but rarely stands before a header.
    const slashes = i8x16.eq(v128.load(at), i8x16.splat(0x5c));
    const letters = i8x16.eq(v128.load(at, 1), i8x16.splat(0x6e));
    let ends: u32 = i8x16.bitmask(v128.and(slashes, letters));
    for (; ends != 0; ends &= ends - 1) {
      const line = at + <usize>ctz(ends) + 2;
      if (mayOpenHeader(load<u8>(line)) && opensWithHeader(line, end)) return true;
    }
  }
  return false;
}

// Bit i stands for the character 0x40 + i: A, H, S, T and the backslash.
const openings: u32 = (1 << 1) | (1 << 8) | (1 << 19) | (1 << 20) | (1 << 28);

@inline
function mayOpenHeader(byte: u32): bool {
  return byte >> 5 == 2 && ((openings >> (byte & 31)) & 1) != 0;
}
