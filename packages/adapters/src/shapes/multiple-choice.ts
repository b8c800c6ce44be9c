import { exchange } from '../exchange.ts';
import { countingKey, hasText, textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse, type Refusal } from '../outcome.ts';
import { fieldOf, holdsOneOf, isList, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

const choiceKeys = ['choices', 'options'] as const;
const questionKeys = ['question', 'query', 'prompt', 'input'] as const;
const inputKeys = ['passage', 'context'] as const;
const rightKeys = ['gold', 'answer', 'label'] as const;

/** A question with its choices as texts and the right one named (AGIEval, LLM Foundry, MMLU): asked and answered by whole lines. */
export const multipleChoice: Shape = {
  fits: (row) =>
    choicesOf(row) !== undefined && holdsOneOf(row, questionKeys) && holdsOneOf(row, rightKeys),
  read: (row) => {
    const choices = choicesOf(row) ?? [];
    const lines = markedLines(choices.map((choice) => choice.trim()));
    const question = textOf(row, questionKeys);
    return [
      exchange(openingTurns(row), {
        instruction: hasText(question) ? [question.trim(), ...lines].join('\n') : question,
        input: textOf(row, inputKeys),
        output: rightLine(row, choices, lines),
      }),
    ];
  },
};

function choicesOf(row: Row): readonly string[] | undefined {
  for (const key of choiceKeys) {
    const choices = fieldOf(row, key);
    if (!isList(choices) || choices.length === 0) continue;
    if (choices.every((choice) => typeof choice === 'string')) return choices;
  }
  return undefined;
}

function markedLines(choices: readonly string[]): readonly string[] {
  const allMarked = choices.every((choice, index) => {
    const letters = choiceLetters(index);
    return [`(${letters})`, `${letters}.`, `${letters})`, `${letters}:`].some((mark) =>
      choice.startsWith(mark),
    );
  });
  if (allMarked) return choices;
  return choices.map((choice, index) => `${choiceLetters(index)}. ${choice}`);
}

/** A to Z, then AA, AB… as a spreadsheet names its columns. */
function choiceLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : choiceLetters(Math.floor(index / 26) - 1) + last;
}

function rightLine(
  row: Row,
  choices: readonly string[],
  lines: readonly string[],
): string | Refusal {
  const key = countingKey(row, rightKeys) ?? rightKeys[0];
  const right = fieldOf(row, key);
  const line = lines[rightIndex(right, choices)];
  if (line !== undefined) return line;
  return refuse('missing_output', `\`${key}\` names none of the ${String(choices.length)} choices`);
}

/** The place of the right choice by number, capital letter or exact text; -1 where it names none. */
function rightIndex(right: unknown, choices: readonly string[]): number {
  if (typeof right === 'number') return right;
  if (typeof right !== 'string') return -1;
  const byLetter = /^[A-Z]$/u.test(right) ? right.charCodeAt(0) - 65 : -1;
  return byLetter >= 0 && byLetter < choices.length ? byLetter : choices.indexOf(right);
}
