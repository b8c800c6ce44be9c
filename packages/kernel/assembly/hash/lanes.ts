import { beginState, compress, schedule, stateBytes, wordsBytes, writeDigest } from './compress';
import { copyBytes } from './copy-bytes';

/**
 * Four messages on their way through SHA-1. A lane whose message ends takes the next one, so that a long message holds
 * up nothing. A message is a list of pieces, gathered into the lane's buffer as far as that goes: it may have any length.
 */

// The scratch: states, words, lanes, buffers; their sum is `scratchBytes` in the layout at most.
const wordsAt: usize = 128;
const lanesAt: usize = 1536;
const buffersAt: usize = 2048;
// Four of them stay in the first-level cache; from 1 to 7 KB all measured alike.
const bufferTextBytes: u32 = 4096;
/** with room for the padding, which needs at most one block more, and is zeroed a bit beyond */
const bufferBytes: u32 = bufferTextBytes + 128;

// A lane, 128 bytes.
const laneBytes: usize = 128;
/** where the digest goes; 0 where the lane has no message */
const targetAt: usize = 0;
/** the next block, and how many stand ready from there */
const blockAt: usize = 4;
const blockCountAt: usize = 8;
/** bytes of the message that are not in the buffer yet */
const bytesLeftAt: usize = 12;
const messageBytesAt: usize = 16;
const bufferAt: usize = 20;
/** the piece that is gathered next; its address and length are of what is left of it */
const pieceAt: usize = 24;
const lastPieceAt: usize = 28;
const piecesAt: usize = 32;
const pieceBytes: usize = 8;

/** Empties all four lanes. */
export function beginLanes(scratch: usize): void {
  for (let index: u32 = 0; index < 4; index += 1) {
    const lane = laneOf(scratch, index);
    const buffer = (scratch + buffersAt + bufferBytes * index) as usize;
    store<u32>(lane, 0, targetAt);
    store<u32>(lane, buffer as u32, blockAt);
    store<u32>(lane, 0, blockCountAt);
    store<u32>(lane, buffer as u32, bufferAt);
  }
}

/** Finishes the lane's message where all of it is through; gives whether the lane is free then. */
export function freeLane(scratch: usize, index: u32): bool {
  const lane = laneOf(scratch, index);
  const target = load<u32>(lane, targetAt) as usize;
  if (target === 0) return true;
  if (load<u32>(lane, blockCountAt) > 0) return false;
  writeDigest(scratch, index, target);
  store<u32>(lane, 0, targetAt);
  return true;
}

/** Takes a message into a free lane; its pieces are added next, then `fillLane` is due. */
export function beginMessage(scratch: usize, index: u32, target: usize): usize {
  const lane = laneOf(scratch, index);
  beginState(scratch, index);
  store<u32>(lane, target as u32, targetAt);
  store<u32>(lane, 0, messageBytesAt);
  store<u32>(lane, 0, bytesLeftAt);
  store<u32>(lane, (lane + piecesAt) as u32, pieceAt);
  store<u32>(lane, (lane + piecesAt) as u32, lastPieceAt);
  return lane;
}

/** Adds a piece to a lane's message: at most twelve. */
export function addPiece(lane: usize, address: usize, bytes: u32): void {
  const piece = load<u32>(lane, lastPieceAt) as usize;
  store<u32>(piece, address as u32);
  store<u32>(piece, bytes, 4);
  store<u32>(lane, (piece + pieceBytes) as u32, lastPieceAt);
  store<u32>(lane, load<u32>(lane, messageBytesAt) + bytes, messageBytesAt);
  store<u32>(lane, load<u32>(lane, bytesLeftAt) + bytes, bytesLeftAt);
}

/** Gathers the next blocks of a lane's message, with the padding behind the last. */
export function fillLane(lane: usize): void {
  const buffer = load<u32>(lane, bufferAt) as usize;
  const left = load<u32>(lane, bytesLeftAt);
  const bytes = min(left, bufferTextBytes);
  gather(lane, buffer, bytes);
  const filled = bytes === left ? pad(buffer, bytes, load<u32>(lane, messageBytesAt)) : bytes;
  store<u32>(lane, left - bytes, bytesLeftAt);
  store<u32>(lane, buffer as u32, blockAt);
  store<u32>(lane, filled >>> 6, blockCountAt);
}

/** Takes all lanes on until one has no block left; false where no lane has a message. */
export function advanceLanes(scratch: usize): bool {
  const blocks = fewestBlocks(scratch);
  if (blocks === 0) return false;
  const first = load<u32>(laneOf(scratch, 0), blockAt) as usize;
  const second = load<u32>(laneOf(scratch, 1), blockAt) as usize;
  const third = load<u32>(laneOf(scratch, 2), blockAt) as usize;
  const fourth = load<u32>(laneOf(scratch, 3), blockAt) as usize;
  const bytes = (blocks as usize) << 6;
  for (let at: usize = 0; at < bytes; at += 64) {
    schedule(scratch + wordsAt, first + at, second + at, third + at, fourth + at);
    compress(scratch, scratch + wordsAt);
  }
  for (let index: u32 = 0; index < 4; index += 1) {
    const lane = laneOf(scratch, index);
    // A lane without a message goes along on what is in its buffer, from the start each time.
    if (load<u32>(lane, targetAt) === 0) store<u32>(lane, load<u32>(lane, bufferAt), blockAt);
    else passBlocks(lane, blocks);
  }
  return true;
}

function passBlocks(lane: usize, blocks: u32): void {
  const left = load<u32>(lane, blockCountAt) - blocks;
  store<u32>(lane, load<u32>(lane, blockAt) + (blocks << 6), blockAt);
  store<u32>(lane, left, blockCountAt);
  if (left === 0 && load<u32>(lane, bytesLeftAt) > 0) fillLane(lane);
}

/** 0 where no lane has a message. */
function fewestBlocks(scratch: usize): u32 {
  let fewest: u32 = u32.MAX_VALUE;
  for (let index: u32 = 0; index < 4; index += 1) {
    const lane = laneOf(scratch, index);
    if (load<u32>(lane, targetAt) !== 0) fewest = min(fewest, load<u32>(lane, blockCountAt));
  }
  return fewest === u32.MAX_VALUE ? 0 : fewest;
}

function gather(lane: usize, target: usize, bytes: u32): void {
  const end = target + (bytes as usize);
  let piece = load<u32>(lane, pieceAt) as usize;
  while (target < end) {
    const left = load<u32>(piece, 4);
    const taken = min(left, (end - target) as u32);
    const address = load<u32>(piece);
    copyBytes(address as usize, taken as usize, target);
    target += taken as usize;
    if (taken === left) {
      piece += pieceBytes;
    } else {
      store<u32>(piece, address + taken);
      store<u32>(piece, left - taken, 4);
    }
  }
  store<u32>(lane, piece as u32, pieceAt);
}

/** A one bit, zeros, the message's length in bits as 64 bits, to the end of a block (FIPS 180-4, 5.1.1); gives that end. */
function pad(buffer: usize, bytes: u32, messageBytes: u32): u32 {
  const end = (bytes + 72) & ~63;
  const start = buffer + (bytes as usize);
  for (let at = start; at < start + 80; at += 16) v128.store(at, i64x2.splat(0));
  store<u8>(start, 0x80);
  store<u64>(buffer + (end as usize) - 8, bswap<u64>((messageBytes as u64) << 3));
  return end;
}

@inline
function laneOf(scratch: usize, index: u32): usize {
  return scratch + lanesAt + laneBytes * (index as usize);
}
