/**
 * How `rulesTable` lays out the content rules: read by the assembly and by TypeScript alike, as `layout.ts` is. All
 * offsets are from the table's start, so that it can lie anywhere; numbers are little-endian, u32 unless it says otherwise.
 */

/** i32: the least score that decides */
export const decideScoreAt = 0;
/** the place in schema's `categories` that a row gets for which nothing speaks */
export const defaultCategoryAt = 4;
/** longest output that is looked for in the other texts */
export const maxQuotedAt = 8;
/** features of one scope */
export const scopeFeaturesAt = 12;
/** `rules` rules of 12 bytes: score's offset in bytes, weight i32, the end (an offset from the table's start) of its conditions */
export const ruleListAt = 16;
export const ruleCountAt = 20;
/** conditions of 12 bytes: feature's offset in bytes, least value i32, greatest less least u32 */
export const conditionListAt = 24;
/** u8 a score: the place in schema's `categories` */
export const scoreCategoriesAt = 28;
export const scoreCountAt = 32;
/** end marks and literals that end a text, 32 bytes each: bytes u8, then as below, then up to 24 bytes of text from 8 on */
export const endMarkListAt = 36;
export const endMarkCountAt = 40;
export const textEndListAt = 44;
export const textEndCountAt = 48;
/** two u32 a byte: where its column begins in the list of next states, and the first state with something to report where it follows */
export const byteListAt = 52;
/**
 * u16: the next state; blocks of 32 columns, and in each block all states one behind the other. So what is read of a state
 * is mostly one cache line, and those of neighbouring states do not share a set of the cache as those 256 bytes apart do.
 */
export const nextListAt = 56;
/** the first state that has something to report where no word byte follows */
export const pendingFromAt = 60;
/** the first state that has something to report whatever follows; the states from there on are the last */
export const alwaysFromAt = 64;
/** u32 a state from `pendingFrom` on: the offset of its report: u8 how many signals count whatever follows, u8 how many in all, then a u8 for each */
export const reportListAt = 68;
/** bytes of the longest literal */
export const longestLiteralAt = 72;
/** the state at a text's start, and one right behind a word byte in which nothing has begun */
export const startStateAt = 76;
export const insideWordStateAt = 80;
export const rulesHeaderBytes = 128;

export const ruleBytes = 12;
export const conditionBytes = 12;
export const endingBytes = 32;
export const endingTextAt = 8;
/** u8: signal of a literal that ends a text */
export const endingSignalAt = 1;
/** u8: 1 where the literal begins with a word byte, and so asks for a border before it */
export const endingBorderAt = 2;
export const columnsPerBlock = 32;
export const byteInfoBytes = 8;

/** A field is cut to so many bytes: what the scratch has room for. */
export const fieldBytesLimit = 4096;
export const scopeFeaturesLimit = 128;
export const scoreLimit = 16;
export const measureCount = 17;
/** Ends a field in the scratch; no UTF-8 text holds it. */
export const fieldEnd = 0xff;
