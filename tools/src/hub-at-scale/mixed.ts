/** Spreads a number over 32 bits; two numbers below 2³² never share the result. */
export function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The item that `key` falls on. */
export function chosen<T>(items: readonly [T, ...T[]], key: number): T {
  return items[mixed(key) % items.length] ?? items[0];
}
