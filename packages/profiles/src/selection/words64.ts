/** 64-bit words, one a row, as the upper and the lower 32 bits of each. */
export interface Words64 {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}
