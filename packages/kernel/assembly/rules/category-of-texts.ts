// From three texts to a category, as adapters' `categoryByRules`.
import {
  inputTextAt,
  inputTextBytesAt,
  instructionAt,
  instructionBytesAt,
  none,
  outputAt,
  outputBytesAt,
} from '../../src/layout';
import {
  conditionBytes,
  conditionListAt,
  decideScoreAt,
  defaultCategoryAt,
  fieldBytesLimit,
  fieldEnd,
  maxQuotedAt,
  ruleBytes,
  ruleCountAt,
  ruleListAt,
  scopeFeaturesAt,
  scopeFeaturesLimit,
  scoreCategoriesAt,
  scoreCountAt,
  scoreLimit,
} from '../../src/tables/rules-layout';
import { countEndings, countLiterals, notesBytes } from './count-literals';
import { measureBytes } from './measure-bytes';
import { measureLines } from './measure-lines';
import { writeField } from './field-text';
import { holds } from './same-bytes';

// The scratch: features of four scopes, scores, notes of the walk, then the texts; nothing is kept in it.
const scoresAt: usize = scopeFeaturesLimit * 4 * 4;
const notesAt: usize = scoresAt + scoreLimit * 4;
const textsAt: usize = notesAt + notesBytes + 64;
// Two zeros and `fieldEnd`.
const endBytes: usize = 3;

/** The category, a place in schema's `categories`, that an entry's texts have; `none` where they leave it to the default. */
export function categoryOfTexts(rules: usize, entry: usize, scratch: usize): u32 {
  const instruction = scratch + textsAt;
  store<u8>(instruction - 1, <u8>fieldEnd);
  memory.fill(scratch, 0, notesAt);
  const instructionBytes = writeText(rules, entry + instructionAt, instruction);
  const input = instruction + instructionBytes + endBytes;
  const inputBytes = writeText(rules, entry + inputTextAt, input);
  const output = input + inputBytes + endBytes;
  const outputBytes = writeText(rules, entry + outputAt, output);
  const scopeBytes = <usize>load<u32>(rules + scopeFeaturesAt) * 4;
  measure(rules, instruction, instructionBytes, scratch);
  measure(rules, input, inputBytes, scratch + scopeBytes);
  const outputFeatures = scratch + scopeBytes * 2;
  measure(rules, output, outputBytes, outputFeatures);
  const end = output + outputBytes + endBytes;
  countLiterals(rules, instruction, input, output, end, scratch, scratch + notesAt);
  if (outputBytes > 0 && outputBytes <= load<u32>(rules + maxQuotedAt)) {
    store<u32>(outputFeatures, holds(instruction, instructionBytes, output, outputBytes), 60);
    store<u32>(outputFeatures, holds(input, inputBytes, output, outputBytes), 64);
  }
  addPrompt(scratch, scopeBytes);
  addScores(rules, scratch, scratch + scoresAt);
  return decision(rules, scratch + scoresAt);
}

/** @param text where an entry has the text's address and its bytes */
@inline
function writeText(rules: usize, text: usize, target: usize): u32 {
  return writeField(rules, load<u32>(text), load<u32>(text + 4), target);
}

function measure(rules: usize, text: usize, length: u32, features: usize): void {
  if (length == 0) return;
  measureBytes(text, length, features);
  measureLines(text, length, features);
  countEndings(rules, text, length, features);
}

/** The fourth scope is the sum of the first two. */
function addPrompt(features: usize, scopeBytes: usize): void {
  const end = features + scopeBytes;
  const input = scopeBytes;
  const prompt = scopeBytes * 3;
  for (let at = features; at < end; at += 16) {
    v128.store(at + prompt, i32x4.add(v128.load(at), v128.load(at + input)));
  }
}

function addScores(rules: usize, features: usize, scores: usize): void {
  let rule = rules + load<u32>(rules + ruleListAt);
  const end = rule + load<u32>(rules + ruleCountAt) * ruleBytes;
  let condition = rules + load<u32>(rules + conditionListAt);
  for (; rule < end; rule += ruleBytes) {
    const stop = rules + load<u32>(rule, 8);
    if (holdsAll(condition, stop, features)) {
      const score = scores + load<u32>(rule);
      store<i32>(score, load<i32>(score) + load<i32>(rule, 4));
    }
    condition = stop;
  }
}

@inline
function holdsAll(conditions: usize, stop: usize, features: usize): bool {
  for (let condition = conditions; condition < stop; condition += conditionBytes) {
    // Below the least value it wraps around, and is greater than any span.
    const above = load<u32>(features + load<u32>(condition)) - load<u32>(condition, 4);
    if (above > load<u32>(condition, 8)) return false;
  }
  return true;
}

/** The highest score decides, if it reaches the bound and no other reaches it; scores below 0 count as 0 for the others. */
function decision(rules: usize, scores: usize): u32 {
  const count = load<u32>(rules + scoreCountAt);
  let best: u32 = 0;
  for (let i: u32 = 1; i < count; i++) {
    if (load<i32>(scores + (i << 2)) > load<i32>(scores + (best << 2))) best = i;
  }
  let second: i32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (i != best) second = max(second, load<i32>(scores + (i << 2)));
  }
  const score = load<i32>(scores + (best << 2));
  if (score < load<i32>(rules + decideScoreAt) || score <= second) return none;
  return load<u8>(rules + load<u32>(rules + scoreCategoriesAt) + best);
}
