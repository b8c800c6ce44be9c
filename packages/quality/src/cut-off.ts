import { endsInMidSentence } from './ends-in-mid-sentence.ts';
import type { TagRule } from './tag-rule.ts';

// What shows the end of a text, in UTF-16 units.
const shownUnits = 120;
const fence = /`{3,}/gu;
const isBlank = /^[ \t>]*$/u;

/** An answer that stops before it ends, as one does that ran into a limit of tokens. What merely has no last stop is left alone. */
export const cutOff: TagRule = {
  about: 'the answer ends in mid-sentence or within a code fence',
  find: ({ instruction, input, output }, context) => {
    if (hasOpenFence(output) && !hasOpenFence(instruction) && !hasOpenFence(input)) {
      return `a code fence is open: ${endOf(output)}`;
    }
    if (!endsInMidSentence(output) || context.category === 'code_debugging') return undefined;
    return endOf(output);
  },
};

function hasOpenFence(text: string): boolean {
  if (!text.includes('```')) return false;
  let fences = 0;
  let start = 0;
  let end = 0;
  // One by one, since a text of 50 MB may hold nothing else.
  for (const { 0: found, index } of text.matchAll(fence)) {
    fences += 1;
    start = index;
    end = index + found.length;
  }
  const isOdd = fences % 2 === 1;
  // A fence at the very end closes what was never opened; one within a line closes or is none.
  return isOdd && end < text.length && isBlank.test(lineBefore(text, start));
}

/** What stands before a place in its line. */
function lineBefore(text: string, at: number): string {
  return text.slice(at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1, at);
}

function endOf(output: string): string {
  const end = output.slice(-shownUnits).toWellFormed().replace(/\s+/gu, ' ');
  return output.length > shownUnits ? `…${end}` : end;
}
