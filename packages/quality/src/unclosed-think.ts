import { assistantTurns } from './assistant-turns.ts';
import { codeAndQuotesOf } from './code-spans.ts';
import type { TagRule } from './tag-rule.ts';

const tag = /<(\/?)think>/gu;
const blanks = /^[ \t]*$/u;
const endsLine = /^[ \t]*(?:\n|$)/u;
// A line's beginning is looked for so far back.
const indentUnits = 100;

/** Thoughts that are opened and never closed, or closed and never opened, in the answer or in an earlier turn of the assistant. */
export const unclosedThink: TagRule = {
  about: 'the assistant opens `<think>` without `</think>`, or closes it without having opened it',
  find: (record) => {
    for (const turn of assistantTurns(record, ['<think', '</thin'])) {
      const broken = brokenThought(turn);
      if (broken !== undefined) return broken;
    }
    return undefined;
  },
};

function brokenThought(turn: string): string | undefined {
  const isCodeOrQuote = codeAndQuotesOf(turn);
  let isOpen = false;
  for (const { 0: found, 1: slash, index } of turn.matchAll(tag)) {
    const isClosing = slash === '/';
    // What is not open is opened at the beginning of a line, and closed at the end of one; a tag elsewhere is spoken of.
    const isMeant = isClosing
      ? endsLine.test(turn.slice(index + found.length, index + found.length + indentUnits))
      : beginsLine(turn, index);
    if (isClosing && isOpen) isOpen = false;
    else if (!isMeant || (!isOpen && isCodeOrQuote(index))) continue;
    else if (isClosing) return '</think> without <think>';
    else if (isOpen) return '<think> within <think>';
    else isOpen = true;
  }
  return isOpen ? '<think> without </think>' : undefined;
}

function beginsLine(turn: string, index: number): boolean {
  const before = turn.slice(Math.max(0, index - indentUnits), index);
  return blanks.test(before.slice(before.lastIndexOf('\n') + 1));
}
