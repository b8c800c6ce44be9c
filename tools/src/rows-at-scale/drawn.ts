import { mixed } from '../hub-at-scale/mixed.ts';

/** What a number is drawn for; two purposes of one row are independent. */
export const purposes = {
  kind: 1,
  original: 2,
  style: 40,
  content: 41,
  lengths: 42,
  instruction: 43,
  input: 44,
  output: 45,
  opening: 46,
  reply: 47,
  tags: 48,
} as const;

// 2³² over the golden ratio: multiples of it fall far from one another.
const step = 0x9e3779b9;

/** 32 bits, the same for the same seed, row and purpose. */
export function drawn(seed: number, row: number, purpose: number): number {
  const bits = mixed((row ^ mixed((seed + step) >>> 0)) >>> 0);
  return mixed((bits + Math.imul(purpose, step)) >>> 0);
}

/** As `drawn`, from 0 to below 1. */
export function drawnShare(seed: number, row: number, purpose: number): number {
  return drawn(seed, row, purpose) / 2 ** 32;
}
