import {
  answerKey,
  answersKey,
  canonicalSolutionKey,
  chatKey,
  choicesKey,
  chosenKey,
  codeKey,
  completionKey,
  contextKey,
  continuationKey,
  conversationsKey,
  dataKey,
  goldKey,
  historyKey,
  inputKey,
  inputsKey,
  instancesKey,
  instructionKey,
  isCorrectKey,
  labelKey,
  logKey,
  messagesKey,
  optionsKey,
  outputKey,
  promptKey,
  queryKey,
  questionKey,
  responseKey,
  storyKey,
  systemKey,
  systemPromptKey,
  targetKey,
  targetsKey,
  textKey,
  toolsKey,
  turnsKey,
  utterancesKey,
} from '../../src/tables/row-keys';
import {
  falseKeys,
  filledListKeys,
  listKeys,
  objectKeys,
  otherKeys,
  textKeys,
} from './row-values';

// Places in schema's `shapeNames`.
const messagesShape: u32 = 1;
const sharegptShape: u32 = 2;
const alpacaShape: u32 = 6;
const questionAnswerShape: u32 = 9;
const promptCompletionShape: u32 = 10;
const textPairShape: u32 = 11;
const contextResponseShape: u32 = 15;
/** The row's keys and kinds of values are for the adapters. */
export const noPlan: u32 = 255;

let plannedTexts: u64 = 0;
let plannedLists: u64 = 0;
let plannedFilledLists: u64 = 0;
let plannedObjects: u64 = 0;
let plannedFalses: u64 = 0;
let plannedOthers: u64 = 0;

let shape: u32 = noPlan;
// Keys that are asked for a text, one after the other: a byte each, the first lowest, and only those that hold something.
let instructionKeys: u64 = 0;
let inputKeys: u64 = 0;
let outputKeys: u64 = 0;
let systemKeys: u64 = 0;
/** `messages` or `conversations` where that is what is read, else 0 */
let dialogueKey: u32 = 0;
let readsHistory: bool = false;
let readsTools: bool = false;

@inline
export function planInstruction(): u64 {
  return instructionKeys;
}
@inline
export function planInput(): u64 {
  return inputKeys;
}
@inline
export function planOutput(): u64 {
  return outputKeys;
}
@inline
export function planSystem(): u64 {
  return systemKeys;
}
/** Whether `history` holds a text, which must be blank. */
@inline
export function planReadsHistory(): bool {
  return readsHistory;
}

/** As for `history`, for a dialogue's `tools`. */
@inline
export function planReadsTools(): bool {
  return readsTools;
}
/** The key under which the list of messages stands, 0 for a flat row. */
@inline
export function planDialogue(): u32 {
  return dialogueKey;
}

/** The place in `shapeNames` of the row's shape, or `noPlan`; what is to be read for it is then planned. */
export function planRow(): u32 {
  // Nearly every row of a file has the keys and kinds of the one before.
  const isPlanned =
    plannedTexts == textKeys() &&
    (plannedLists ^ listKeys()) == 0 &&
    (plannedFilledLists ^ filledListKeys()) == 0 &&
    (plannedObjects ^ objectKeys()) == 0 &&
    (plannedFalses ^ falseKeys()) == 0 &&
    (plannedOthers ^ otherKeys()) == 0;
  return isPlanned ? shape : planAnew();
}

function planAnew(): u32 {
  plannedTexts = textKeys();
  plannedLists = listKeys();
  plannedFilledLists = filledListKeys();
  plannedObjects = objectKeys();
  plannedFalses = falseKeys();
  plannedOthers = otherKeys();
  instructionKeys = 0;
  inputKeys = 0;
  outputKeys = 0;
  dialogueKey = 0;
  shape = isForAdapters() ? noPlan : firstShape();
  systemKeys = held2(systemKey, systemPromptKey);
  readsHistory = (plannedTexts & bit(historyKey)) != 0;
  readsTools = dialogueKey != 0 && (plannedTexts & bit(toolsKey)) != 0;
  return shape;
}

@inline
function bit(key: u32): u64 {
  return (1 as u64) << (key as u64);
}

/** The keys that hold something but null. */
function held(): u64 {
  return plannedTexts | plannedLists | plannedObjects | plannedFalses | plannedOthers;
}

@inline
function holds(keys: u64): bool {
  return (held() & keys) != 0;
}

/** Whether a key has a value that only the adapters read, whatever the shape. */
function isForAdapters(): bool {
  const preference = plannedTexts | plannedLists | plannedObjects;
  const history = held() & ~plannedTexts & ~(plannedLists & ~plannedFilledLists);
  return (
    (plannedFalses & (bit(labelKey) | bit(isCorrectKey))) != 0 ||
    (preference & bit(chosenKey)) != 0 ||
    (history & bit(historyKey)) != 0
  );
}

/** The first shape in the order of `shapeNames` that fits, or that might. */
function firstShape(): u32 {
  if (plannedLists & bit(messagesKey)) return planTurns(messagesShape, messagesKey);
  if (plannedLists & bit(conversationsKey)) return planTurns(sharegptShape, conversationsKey);
  if (plannedLists & bit(dataKey)) return noPlan;
  if (holds(bit(systemKey)) && holds(bit(chatKey))) return noPlan;
  if (holds(bit(instructionKey))) {
    if (plannedLists & bit(instancesKey)) return noPlan;
    outputKeys = held4(outputKey, responseKey, completionKey, answerKey);
    if (outputKeys != 0) return planTexts(alpacaShape, instructionKey);
  }
  return isListed() ? noPlan : firstPair();
}

/** Whether the row may be of a shape with a list of answers or choices. */
function isListed(): bool {
  const squad = holds(bit(questionKey)) && holds(bit(contextKey));
  if (squad && ((plannedLists | plannedObjects) & bit(answersKey)) != 0) return true;
  return (
    (plannedLists & (bit(choicesKey) | bit(optionsKey))) != 0 &&
    holds(bit(questionKey) | bit(queryKey) | bit(promptKey) | bit(inputKey)) &&
    holds(bit(goldKey) | bit(answerKey) | bit(labelKey))
  );
}

function firstPair(): u32 {
  if (holds(bit(questionKey))) {
    outputKeys = held4(answerKey, responseKey, completionKey, 0);
    if (outputKeys != 0) return planTexts(questionAnswerShape, questionKey);
  }
  if (holds(bit(promptKey) | bit(queryKey))) {
    outputKeys = appended(
      held4(completionKey, responseKey, answerKey, outputKey),
      held2(storyKey, canonicalSolutionKey),
    );
    if (outputKeys != 0) {
      inputKeys = held2(inputKey, contextKey);
      instructionKeys = held2(promptKey, queryKey);
      return promptCompletionShape;
    }
  }
  return textPair();
}

function textPair(): u32 {
  if (isPair(inputKey, targetKey, outputKey)) return textPairShape;
  if (isPair(inputsKey, targetsKey, 0)) return textPairShape;
  if (isPair(contextKey, continuationKey, answerKey)) return textPairShape;
  if (isPair(textKey, codeKey, 0)) return textPairShape;
  const isSpoken =
    (plannedLists & (bit(turnsKey) | bit(utterancesKey))) != 0 ||
    ((plannedLists | plannedObjects) & bit(logKey)) != 0;
  if (isSpoken) return noPlan;
  return isPair(contextKey, responseKey, 0) ? contextResponseShape : noPlan;
}

function planTurns(fitting: u32, key: u32): u32 {
  if ((held() & ~plannedTexts & bit(toolsKey)) != 0) return noPlan;
  dialogueKey = key;
  return fitting;
}

function planTexts(fitting: u32, key: u32): u32 {
  instructionKeys = key;
  inputKeys = held2(inputKey, contextKey);
  return fitting;
}

function isPair(first: u32, second: u32, third: u32): bool {
  if (!holds(bit(first))) return false;
  outputKeys = held2(second, third);
  instructionKeys = first;
  return outputKeys != 0;
}

/** Of the keys, those that hold something, a byte each; 0 is no key. */
function held2(first: u32, second: u32): u64 {
  const one: u64 = holds(bit(first)) ? first : 0;
  const two: u64 = second != 0 && holds(bit(second)) ? second : 0;
  return appended(one, two);
}

function held4(first: u32, second: u32, third: u32, fourth: u32): u64 {
  return appended(held2(first, second), held2(third, fourth));
}

/** One sequence of keys behind another. */
function appended(keys: u64, more: u64): u64 {
  if (keys == 0) return more;
  const taken = 64 - clz(keys);
  return keys | (more << ((taken + 7) & ~7));
}
