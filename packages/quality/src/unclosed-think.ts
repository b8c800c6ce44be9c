import { assistantTurns } from './assistant-turns.ts';
import type { TagRule } from './tag-rule.ts';

// In quotation marks or code, and in the middle of a line, a tag is only spoken of; one that closes what is open, or
// ends its line, is meant.
const tag = /(?<![`'"“\w])<(\/?)think>(?![`'"”])/gu;
const beginsLine = /(?:^|\n)[ \t]*$/u;
const endsLine = /^[ \t]*(?:\n|$)/u;

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
  let isOpen = false;
  for (const { 0: found, 1: slash, index } of turn.matchAll(tag)) {
    const isClosing = slash === '/';
    if (!isOpen && !isMeant(turn, { index, end: index + found.length, isClosing })) continue;
    if (isClosing && !isOpen) return '</think> without <think>';
    if (isClosing) isOpen = false;
    else if (isOpen && beginsLine.test(turn.slice(0, index))) return '<think> within <think>';
    else isOpen = true;
  }
  return isOpen ? '<think> without </think>' : undefined;
}

interface FoundMark {
  readonly index: number;
  readonly end: number;
  readonly isClosing: boolean;
}

function isMeant(turn: string, { index, end, isClosing }: FoundMark): boolean {
  if (isClosing) return endsLine.test(turn.slice(end));
  const before = turn.slice(0, index);
  return beginsLine.test(before) && before.split('```').length % 2 === 1;
}
