/**
 * Where everything lies in the kernel's memory: one table, read by the assembly and by TypeScript alike. All numbers
 * are little-endian; addresses and lengths are u32, in bytes. A name that ends in `At` is an offset within its struct.
 *
 * | region | written by | read by |
 * | --- | --- | --- |
 * | header | the planner, once | all |
 * | turn | whoever's turn it is | all |
 * | tables (files, tags, rules, names, logarithms) | the planner, once | all |
 * | workers: contexts and outlets | their worker | their worker, the writer |
 * | labels | whoever's turn it is | all |
 * | slots, digests, places | whoever's turn it is | all |
 *
 * This file is compiled by two compilers: keep to `export const name = number`, sums and products.
 */

// Header: what the planner decided, at a fixed address. The first KB stays empty, so that address 0 is never data.
export const headerAddress = 1024;
/** 0 exact, 1 rendered */
export const keyAt = 0;
export const filesAt = 4;
/** as `tagTable` lays it out */
export const tagsAt = 8;
/** as `rulesTable` lays it out; 0 where no row can need them */
export const rulesAt = 12;
/** 128 f64 of gains, then 129 f64: entry i is log2(i), entry 0 is 0 */
export const logarithmsAt = 16;
/** as `namesTable` lays it out */
export const namesAt = 20;
export const slotsAt = 24;
/** how many slots are in use now; a slot is 8 bytes */
export const slotCountAt = 28;
/** how many slots there is room for */
export const slotLimitAt = 32;
/** 20 bytes a unique row */
export const digestsAt = 36;
/** 8 bytes a unique row: line u32, label u32 */
export const placesAt = 40;
/** the most unique rows there is room for */
export const uniqueLimitAt = 44;
/** labels, then a heap for their sources; as `labels` lays it out */
export const labelsAt = 48;
export const labelsEndAt = 52;
/** f64 a cap group, the first is that of number 1: how many more records it may give */
export const capsAt = 56;
/** u32 a file: how many rows before its first were unique, written when its first unit has its turn */
export const firstUniquesAt = 60;
/** 32 bytes a category, in schema's order: its name, and in the last byte the name's length */
export const categoryNamesAt = 64;
export const categoryNameBytes = 32;
/** a bit a record, by its sequence number, lowest bits first: 1 where it is kept; for `claimByVerdicts` */
export const verdictsAt = 68;
/** f64: how many records have their bit; what goes beyond repeats something */
export const verdictRowsAt = 72;

// Turn: what changes with every claim. `unit` and `stop` are waited for with Atomics.
export const turnAddress = 2048;
/** i32: the number of the unit whose turn it is */
export const unitAt = 0;
/** i32: not 0 once everyone is to stop */
export const stopAt = 64;
export const uniquesAt = 128;
export const labelCountAt = 132;
/** where the next source's bytes go in the labels' heap */
export const labelHeapAt = 136;
export const unknownTagCountAt = 140;
/** how many (source, category) pairs of kept rows the corpus's index has */
export const pairCountAt = 144;
/** i32: how many emissions were begun */
export const emissionsAt = 148;
/** lines of the current file that earlier units had */
export const linesBeforeAt = 152;
/** 1 once the current file's cap is reached */
export const fileIsDoneAt = 156;
/** f64: records since the start, which is the next record's sequence number */
export const recordsAt = 160;
/** i32: the next unit that nobody took */
export const ticketAt = 192;
/** i32: KB of input files that were read */
export const readKilobytesAt = 196;
/** i32: 1 once no further emission will begin */
export const isClaimedAt = 200;
export const turnBytes = 256;

// The ring of emissions, behind the turn: i32 slots, waited for with Atomics; a slot holds the worker's number from 1.
export const ringAddress = 2304;
export const ringSlots = 256;

// A file, 32 bytes.
export const fileBytes = 32;
/** the source of its rows that name none: a JSON string without its quotes */
export const fileSourceAt = 0;
export const fileSourceBytesAt = 4;
/** u8: the place in schema's `categories`, or `none` */
export const fileCardAt = 8;
/** u8: as above */
export const fileVoteAt = 9;
/** u8: 1 where flat rows may be read here, 0 where every row goes to the adapters */
export const fileIsPlainAt = 10;
/** u8: 1 where the file's source stands above what its rows say, as a recipe's name for it does */
export const fileSourceWinsAt = 11;
/** u32: the cap group's number from 1, or 0 */
export const fileCapAt = 12;

// A context: one chunk of rows on its way, 128 bytes; its buffers lie elsewhere.
export const contextBytes = 128;
/** where the next row begins */
export const cursorAt = 0;
/** the end of the last whole row; 64 bytes behind it can be read */
export const inputEndAt = 4;
/** the first byte of input */
export const inputAt = 16;
/** texts that had to be written anew */
export const arenaAt = 20;
export const arenaCursorAt = 24;
export const arenaEndAt = 28;
export const entriesAt = 32;
export const entryCountAt = 36;
export const entryLimitAt = 40;
/** rows so far, blank ones and rejected ones too */
export const linesAt = 44;
export const blanksAt = 48;
/** the row that `scanRows` leaves to the adapters */
export const slowStartAt = 52;
export const slowEndAt = 56;
/** u32: the number of the file */
export const fileAt = 60;
/** 1 where all input is UTF-8 */
export const isUtf8At = 64;
/** where `emitEntries` goes on */
export const emitCursorAt = 68;
/** entries before this one are hashed */
export const hashedAt = 72;
/** scratch for `hashEntries`, `scratchBytes` long */
export const scratchAt = 76;
/** set by `claimEntries`: lines of the file before this context's first */
export const firstLineAt = 80;
/** set by `claimEntries`: kept rows, and duplicates */
export const keptAt = 84;
export const duplicatesAt = 88;
/** set by `measureEntries`: kept entries whose output may name a maker */
export const candidatesAt = 92;
/** u32 counts of this context's records, reset by `beginContext`: see `countsBytes` */
export const countsAt = 96;
/** entries before this one have their category */
export const decidedAt = 100;
/** f64, set by `claimEntries`: the sequence number of the context's first record */
export const firstSequenceAt = 112;

// Counts of a context: u32 each.
/** by shape, in the order of schema's row shapes */
export const shapeCountsAt = 0;
export const shapeCount = 32;
/** kept, by what decided the category: card, row, file, rules */
export const wayCountsAt = 128;
export const loneSurrogatesAt = 144;
export const turnsLeftOutAt = 148;
export const countsBytes = 256;

// An entry: one record, or a rejected row, 128 bytes. Texts are JSON strings without their quotes, trimmed and canonical.
export const entryBytes = 128;
export const instructionAt = 0;
export const instructionBytesAt = 4;
export const inputTextAt = 8;
export const inputTextBytesAt = 12;
export const outputAt = 16;
export const outputBytesAt = 20;
/** within the context, from 0 */
export const lineAt = 24;
/** u8: one of the kinds below */
export const kindAt = 30;
/** u8: one of the flags below, added */
export const flagsAt = 31;
/** the row's own source, or 0 bytes */
export const sourceAt = 32;
export const sourceBytesAt = 36;
/** u8: the place in schema's row shapes, or `none` */
export const shapeAt = 40;
/** u8: the place in schema's `categories`, or `none` while nothing decided */
export const categoryAt = 41;
/** u8: 0 card, 1 row, 2 file, 3 rules */
export const wayAt = 42;
/** u8: of a rejected row, the place of its reason among all that there are */
export const reasonAt = 43;
/** the row's `_category` where it is none, as it stands in the row, trimmed: a JSON string without quotes; or 0 bytes */
export const unknownTagAt = 44;
export const unknownTagBytesAt = 48;
export const entryTurnsLeftOutAt = 52;
export const digestAt = 56;
export const labelAt = 76;
/** the number of the unique row that this one is, or repeats */
export const uniqueAt = 80;
/** code points */
export const instructionLengthAt = 84;
export const inputLengthAt = 88;
export const outputLengthAt = 92;
/** f32 */
export const entropyAt = 96;
/** u8: bit i is the i-th quality tag */
export const tagsBitsAt = 100;
/** u32: blank rows of the context before this one */
export const blanksBeforeAt = 104;
/** u32: the number of the row's (source, category) in the corpus's index */
export const pairAt = 108;
/** u32: which of the row's records it is, from 0 */
export const partAt = 120;
/** u32: the low 32 bits of the record's sequence number */
export const sequenceAt = 112;
/** u8: set by `decideForVote`: what the content rules say of a record that nothing else decided */
export const voteCategoryAt = 116;
/** u8: 1 where that is the default, so that it has no voice in the file's vote */
export const voteIsDefaultAt = 117;

export const none = 255;

// Kinds of entries; a record's changes from `record` when it is claimed.
export const recordKind = 0;
export const rejectedKind = 1;
export const keptKind = 2;
export const duplicateKind = 3;

// Flags of entries.
/** a lone surrogate was replaced */
export const loneSurrogateFlag = 1;
/** its texts are not here: digest, lengths and entropy were given, and its line is written by JavaScript */
export const externalFlag = 2;
/** its output may name a maker */
export const candidateFlag = 4;

// What `scanRows` returns.
export const scanDone = 0;
/** a row for the adapters stands at `slowStart`; its line is counted */
export const scanSlow = 1;
/** no room for the next entry, or for its texts: the row at `cursor` is not begun */
export const scanFull = 2;

// How `claimEntries` decides.
/** by the table, in one pass */
export const claimByTable = 0;
/** not at all: records get their number and their label */
export const claimNumbers = 1;
/** by a bit a record, once it is known which are kept */
export const claimByVerdicts = 2;

// What `claimEntries` returns.
export const claimDone = 0;
/** the unique rows reach their limit: nothing more can be claimed */
export const claimTableFull = 1;
/** there is no room for one more source */
export const claimLabelsFull = 2;

// An outlet: what a worker hands to the writer, 64 bytes; its buffers lie elsewhere.
export const outletBytes = 64;
export const outLinesAt = 0;
export const outLinesBytesAt = 4;
export const outLinesLimitAt = 8;
/** eight columns one after the other, of `outRows` each: high, low, pair, instruction, input, output, entropy (4 bytes each), tags (1) */
export const outColumnsAt = 12;
export const outRowsAt = 16;
/** further holders, as spilled rows that have the unique row's number in the label's place */
export const outHeldAt = 20;
export const outHeldCountAt = 24;
/** i32, waited for with Atomics: `outletFree`, or what the writer finds in it */
export const outStateAt = 28;
/** 1 where more of the same emission follows in the worker's next outlet */
export const outHasMoreAt = 32;
/** how many messages go with it */
export const outMessagesAt = 36;
export const outletFree = 0;
export const outletReady = 1;
export const columnsBytesPerRow = 29;

// A record that is set aside until all are known, 44 bytes.
export const spillBytes = 44;
export const spillDigestAt = 0;
/** u64 */
export const spillSequenceAt = 20;
/** u32: the number of the file, from 0 */
export const spillFileAt = 28;
/** u32: within the file, from 1 */
export const spillLineAt = 32;
/** u32: as an entry's */
export const spillPartAt = 36;
/** u32: as an entry's */
export const spillLabelAt = 40;

/** what `hashEntries` and `sha1` use of their scratch */
export const scratchBytes = 20480;
/** what the content rules use of it, once hashing is done */
export const rulesScratchBytes = 20480;
/** what measuring uses of it */
export const measureScratchBytes = 1024;

/** what `scanRows` uses of the scratch: a slot for each known key, then the turns of a dialogue */
export const scanScratchBytes = 16384;

/** slots behind `slotCount` that runs at the table's end spill into; `slotLimit` counts them, `slotCount` does not */
export const slackSlots = 4096;
