/**
 * The keys of a row that can matter to its shape, its turns or its tags, by number: a key's bit in the scanner's sets
 * is `1 << number`. Compiled by both compilers, as `layout.ts` is; their names stand in `tag-table.ts`.
 */

export const chosenKey = 1;
export const messagesKey = 2;
export const conversationsKey = 3;
export const dataKey = 4;
export const systemKey = 5;
export const systemPromptKey = 6;
export const chatKey = 7;
export const instancesKey = 8;
export const instructionKey = 9;
export const inputKey = 10;
export const contextKey = 11;
export const outputKey = 12;
export const responseKey = 13;
export const completionKey = 14;
export const answerKey = 15;
export const questionKey = 16;
export const answersKey = 17;
export const choicesKey = 18;
export const optionsKey = 19;
export const queryKey = 20;
export const promptKey = 21;
export const goldKey = 22;
export const labelKey = 23;
export const storyKey = 24;
export const canonicalSolutionKey = 25;
export const targetKey = 26;
export const inputsKey = 27;
export const targetsKey = 28;
export const continuationKey = 29;
export const textKey = 30;
export const codeKey = 31;
export const turnsKey = 32;
export const utterancesKey = 33;
export const logKey = 34;
export const historyKey = 35;
export const isCorrectKey = 36;
export const ownCategoryKey = 37;
export const categoryKey = 38;
export const ownSourceKey = 39;
export const toolsKey = 40;

// Keys of a message.
export const roleKey = 41;
export const fromKey = 42;
export const contentKey = 43;
export const valueKey = 44;
export const toolCallsKey = 45;
export const reasoningContentKey = 46;
export const reasoningKey = 47;
export const thinkingKey = 48;

// Who speaks under a message's role.
export const humanSpeaker = 1;
export const assistantSpeaker = 2;
export const systemSpeaker = 3;
export const toolSpeaker = 4;
/** an assistant whose text is a call */
export const callSpeaker = 5;

// A table of names: open addressing, the next slot where one is taken, none past the first that is empty.
/** bytes of a slot: the name, filled up with zeros, then its number from 1 (u32), 0 in an empty slot */
export const nameSlotBytes = 48;
/** the longest name, in bytes */
export const longestName = 32;
export const nameNumberAt = 32;
/** slots of a table, a power of two */
export const nameSlots = 256;
export const nameSlotBits = 8;
export const nameTableBytes = nameSlots * nameSlotBytes;
/** where in the table at `tagsAt` the keys begin: numbers as above */
export const keyNamesAt = 0;
/** the categories' names and aliases: 1 + the place in schema's `categories` */
export const tagNamesAt = keyNamesAt + nameTableBytes;
/** the roles: who speaks */
export const roleNamesAt = tagNamesAt + nameTableBytes;
