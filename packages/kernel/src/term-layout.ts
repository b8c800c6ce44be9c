/**
 * How the labels' region is laid out: what claims have met and number. Read by both compilers, as `layout.ts` is.
 */

// Labels: what is at the start of the region, 64 bytes, then an index of u32, then terms one after the other up to `labelHeap`.
export const labelsHeadBytes = 64;
/** the address of the first term */
export const firstTermAt = 0;
/** the address of the label that the last record had, or 0 */
export const lastLabelAt = 4;
/** the address of the label that got its first kept row of the current file last, or 0: the others follow by `termNextAt` */
export const filledLabelAt = 8;
/** the number of places in the index, a power of two */
export const termPlacesAt = 12;

// A term: a label, a (source, category) pair or an unknown tag; numbered by kind from 0 in order of first sight.
/** u8: one of the kinds below */
export const termKindAt = 0;
/** u8: as an entry's; 0 for unknown tags */
export const termCategoryAt = 1;
/** u8: as an entry's; 0 for pairs and unknown tags */
export const termShapeAt = 2;
export const termHashAt = 4;
export const termNumberAt = 8;
/** u32: of a label, kept rows of the current file */
export const termFileRowsAt = 12;
/** f64: of an unknown tag, how many records had it, kept or not */
export const termRowsAt = 16;
/** of a label, the number of its pair, plus 1; 0 until it has a kept row */
export const termPairAt = 24;
export const termNextAt = 28;
export const termTextBytesAt = 32;
/** the source or the tag, a JSON string without its quotes; the next term begins at the next multiple of 8 */
export const termTextAt = 36;

export const labelTerm = 0;
export const pairTerm = 1;
export const tagTerm = 2;
