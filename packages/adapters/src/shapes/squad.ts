import { exchange } from '../exchange.ts';
import { asText, textOf } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse, type Refusal } from '../outcome.ts';
import { fieldOf, holds, isList, isRow, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

/** SQuAD's form: a question on a passage, its `answers` a list of `{text, answer_start}` or, as on the Hub, one object of such lists. */
export const squad: Shape = {
  fits: (row) => holds(row, 'question') && holds(row, 'context') && answersOf(row) !== undefined,
  read: (row) => [
    exchange(openingTurns(row), {
      instruction: textOf(row, ['question']),
      input: textOf(row, ['context']),
      output: firstAnswer(answersOf(row) ?? []),
    }),
  ],
};

/** What answers a question that its passage does not, where a recipe wants such questions refused. */
export const unanswerableOutput = 'The passage does not say.';

/** A row of this shape that gives the refusal for its answer. */
export function withRefusal(row: Row): Row {
  return { ...row, answers: [{ text: unanswerableOutput }] };
}

/** The answers' texts, or undefined where `answers` is not of this form. */
function answersOf(row: Row): readonly unknown[] | undefined {
  const answers = fieldOf(row, 'answers');
  if (isList(answers)) {
    const listed = answers.filter(hasAnswer);
    return listed.length === answers.length ? listed.map((answer) => answer['text']) : undefined;
  }
  if (!hasAnswer(answers)) return undefined;
  const texts = answers['text'];
  return isList(texts) ? texts : [texts];
}

function hasAnswer(value: unknown): value is Row {
  return isRow(value) && Object.hasOwn(value, 'text');
}

function firstAnswer(texts: readonly unknown[]): string | Refusal {
  return texts.length === 0
    ? refuse('unanswerable', '`answers` is empty')
    : asText(texts[0], 'answers.0.text');
}
