/**
 * SHA-1's compression (FIPS 180-4, 6.1) of four messages at once, one in each 32-bit lane. The four states are five
 * vectors, a to e; the schedule is 80 vectors, one a round, in memory: sixteen registers couldn't hold it anyway.
 */
export const stateBytes = 80;
const scheduleBytes = 1280;
/** the schedule, and the states halfway */
export const wordsBytes = scheduleBytes + stateBytes;

/** Begins a message in one lane: the standard's first hash value. */
export function beginState(state: usize, lane: u32): void {
  const at = state + 4 * (lane as usize);
  store<u32>(at, 0x67452301);
  store<u32>(at, 0xefcdab89, 16);
  store<u32>(at, 0x98badcfe, 32);
  store<u32>(at, 0x10325476, 48);
  store<u32>(at, 0xc3d2e1f0, 64);
}

/** Writes a lane's 20 bytes, words in big-endian order as the standard prints them. */
export function writeDigest(state: usize, lane: u32, target: usize): void {
  const at = state + 4 * (lane as usize);
  for (let word: usize = 0; word < 5; word += 1) {
    store<u32>(target + 4 * word, bswap<u32>(load<u32>(at + 16 * word)));
  }
}

/** Writes the first 16 words of the schedule: the 64 bytes at each of the four addresses. */
export function schedule(
  target: usize,
  first: usize,
  second: usize,
  third: usize,
  fourth: usize,
): void {
  for (let at: usize = 0; at < 64; at += 16) {
    transpose(
      target + 4 * at,
      v128.load(first + at),
      v128.load(second + at),
      v128.load(third + at),
      v128.load(fourth + at),
    );
  }
}

/** Takes one block of each message, as `schedule` left it, into the states. */
export function compress(state: usize, words: usize): void {
  const between = words + scheduleBytes;
  mixFirstHalf(state, words, between);
  mixSecondHalf(between, words, state);
}

/** Rounds 0 to 39. Five rounds a turn: after five, every letter is back where it was. */
function mixFirstHalf(state: usize, words: usize, target: usize): void {
  let a = v128.load(state);
  let b = v128.load(state, 16);
  let c = v128.load(state, 32);
  let d = v128.load(state, 48);
  let e = v128.load(state, 64);
  for (let at = words; at < words + 320; at += 80) {
    e = mixAhead(a, choose(b, c, d), e, 0x5a827999, at);
    b = turn30(b);
    d = mixAhead(e, choose(a, b, c), d, 0x5a827999, at + 16);
    a = turn30(a);
    c = mixAhead(d, choose(e, a, b), c, 0x5a827999, at + 32);
    e = turn30(e);
    b = mixAhead(c, choose(d, e, a), b, 0x5a827999, at + 48);
    d = turn30(d);
    a = mixAhead(b, choose(c, d, e), a, 0x5a827999, at + 64);
    c = turn30(c);
  }
  for (let at = words + 320; at < words + 640; at += 80) {
    e = mixAhead(a, parity(b, c, d), e, 0x6ed9eba1, at);
    b = turn30(b);
    d = mixAhead(e, parity(a, b, c), d, 0x6ed9eba1, at + 16);
    a = turn30(a);
    c = mixAhead(d, parity(e, a, b), c, 0x6ed9eba1, at + 32);
    e = turn30(e);
    b = mixAhead(c, parity(d, e, a), b, 0x6ed9eba1, at + 48);
    d = turn30(d);
    a = mixAhead(b, parity(c, d, e), a, 0x6ed9eba1, at + 64);
    c = turn30(c);
  }
  v128.store(target, a);
  v128.store(target, b, 16);
  v128.store(target, c, 32);
  v128.store(target, d, 48);
  v128.store(target, e, 64);
}

/** Rounds 40 to 79, and their sum with the state before. */
function mixSecondHalf(source: usize, words: usize, state: usize): void {
  let a = v128.load(source);
  let b = v128.load(source, 16);
  let c = v128.load(source, 32);
  let d = v128.load(source, 48);
  let e = v128.load(source, 64);
  for (let at = words + 640; at < words + 960; at += 80) {
    e = mixAhead(a, majority(b, c, d), e, 0x8f1bbcdc, at);
    b = turn30(b);
    d = mixAhead(e, majority(a, b, c), d, 0x8f1bbcdc, at + 16);
    a = turn30(a);
    c = mixAhead(d, majority(e, a, b), c, 0x8f1bbcdc, at + 32);
    e = turn30(e);
    b = mixAhead(c, majority(d, e, a), b, 0x8f1bbcdc, at + 48);
    d = turn30(d);
    a = mixAhead(b, majority(c, d, e), a, 0x8f1bbcdc, at + 64);
    c = turn30(c);
  }
  for (let at = words + 1216; at < words + 1280; at += 16) expand(at);
  for (let at = words + 960; at < words + 1280; at += 80) {
    e = mix(a, parity(b, c, d), e, 0xca62c1d6, at);
    b = turn30(b);
    d = mix(e, parity(a, b, c), d, 0xca62c1d6, at + 16);
    a = turn30(a);
    c = mix(d, parity(e, a, b), c, 0xca62c1d6, at + 32);
    e = turn30(e);
    b = mix(c, parity(d, e, a), b, 0xca62c1d6, at + 48);
    d = turn30(d);
    a = mix(b, parity(c, d, e), a, 0xca62c1d6, at + 64);
    c = turn30(c);
  }
  v128.store(state, i32x4.add(v128.load(state), a));
  v128.store(state, i32x4.add(v128.load(state, 16), b), 16);
  v128.store(state, i32x4.add(v128.load(state, 32), c), 32);
  v128.store(state, i32x4.add(v128.load(state, 48), d), 48);
  v128.store(state, i32x4.add(v128.load(state, 64), e), 64);
}

/** Four words of each of four messages become four vectors, with a word of each message. */
@inline
function transpose(target: usize, first: v128, second: v128, third: v128, fourth: v128): void {
  const low01 = i32x4.shuffle(first, second, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(first, second, 2, 6, 3, 7);
  const low23 = i32x4.shuffle(third, fourth, 0, 4, 1, 5);
  const high23 = i32x4.shuffle(third, fourth, 2, 6, 3, 7);
  v128.store(target, bigEndian(i64x2.shuffle(low01, low23, 0, 2)));
  v128.store(target, bigEndian(i64x2.shuffle(low01, low23, 1, 3)), 16);
  v128.store(target, bigEndian(i64x2.shuffle(high01, high23, 0, 2)), 32);
  v128.store(target, bigEndian(i64x2.shuffle(high01, high23, 1, 3)), 48);
}

@inline
function bigEndian(words: v128): v128 {
  return i8x16.shuffle(words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

@inline
function expand(at: usize): void {
  const near = v128.xor(v128.load(at - 48), v128.load(at - 128));
  const far = v128.xor(v128.load(at - 224), v128.load(at - 256));
  const sum = v128.xor(near, far);
  v128.store(at, v128.or(i32x4.add(sum, sum), i32x4.shr_u(sum, 31)));
}

/**
 * A round that also expands the schedule 16 words ahead. Expanding on its own takes as long as all rounds do: each word
 * waits for the third before it.
 */
@inline
function mixAhead(a: v128, mixed: v128, e: v128, constant: i32, word: usize): v128 {
  expand(word + 256);
  return mix(a, mixed, e, constant, word);
}

@inline
function mix(a: v128, mixed: v128, e: v128, constant: i32, word: usize): v128 {
  const turned = v128.or(i32x4.shl(a, 5), i32x4.shr_u(a, 27));
  const known = i32x4.add(i32x4.add(e, v128.load(word)), i32x4.splat(constant));
  return i32x4.add(turned, i32x4.add(mixed, known));
}

@inline
function turn30(b: v128): v128 {
  return v128.or(i32x4.shl(b, 30), i32x4.shr_u(b, 2));
}

@inline
function choose(b: v128, c: v128, d: v128): v128 {
  return v128.xor(d, v128.and(b, v128.xor(c, d)));
}

@inline
function parity(b: v128, c: v128, d: v128): v128 {
  return v128.xor(v128.xor(b, c), d);
}

@inline
function majority(b: v128, c: v128, d: v128): v128 {
  return v128.xor(v128.and(b, c), v128.and(d, v128.xor(b, c)));
}
