/**
 * How `namesTable` lays out the words by which makers are named: read by the assembly and by TypeScript alike, as
 * `layout.ts` is. All offsets are from the table's start; numbers are little-endian u32.
 */

/** so many first bytes of words are looked for in all places at once, and hashed */
export const soughtBytes = 3;
/** 16 bytes each: which of eight groups have words whose first, second, third byte has this lower, this upper half */
export const lowHalvesAt = 0;
export const highHalvesAt = 48;
/** a group is the offset of its first word, and the end (exclusive) of its last */
export const groupsAt = 96;
export const groupCount = 8;
/** a bit for each hash of a word's first bytes */
export const sieveAt = 192;
export const sieveBits = 4096;
/** Knuth's multiplicative hash, 2^32 by the golden ratio; the upper 12 bits of the product count */
export const sieveMultiplier = 0x9e3779b1;
export const sieveShift = 20;
/** of a word: its length, then its bytes and zeros up to a multiple of 4 */
export const wordTextAt = 4;
export const namesHeaderBytes = 704;
