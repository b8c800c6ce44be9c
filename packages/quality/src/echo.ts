import type { TagRule } from './tag-rule.ts';

// A shorter input may be its own answer, as `5` of “What is the absolute value?”; a shorter question is a word or two.
const leastInputUnits = 20;
const leastInstructionUnits = 8;
// May be answered by the same, unless it goes on.
const greeting =
  /^(?:hi|hello|hey|good|merry|happy|how are|nice to|welcome|thank|bye|see you|cheers|congrat)\b.{0,30}$/iu;
// Who corrects what is right, sorts what is sorted or is told to copy gives back what he got.
const mayGiveBack =
  /\b(?:cop(?:y|ies)|repeat|echo|correct(?:ed|ly)?|fix|mistakes?|errors?|proofread|gramma\w*|spell\w*|punctuat\w*|edit|rewrite|re-?write|rephrase|paraphrase|verbatim|extract|quote|sort|order|format|clean|normali[sz]e|remove|delete|replace|redact|duplicates?|detect|improve|if necessary|if needed|unchanged|the same|as is|restate|transcribe|capitali[sz]e|convert|return|print|encode|decode)\b/iu;

/** An answer that is the question again; the list of tasks that rightly give back their input is our own. */
export const echo: TagRule = {
  about: 'the answer is the instruction again, or the input of a task that is not to copy it',
  find: ({ instruction, input, output }) => {
    if (output.length < leastInstructionUnits) return undefined;
    if (isSame(instruction, output)) {
      return greeting.test(output) ? undefined : 'the output is the instruction';
    }
    if (output.length < leastInputUnits || !isSame(input, output)) return undefined;
    return mayGiveBack.test(instruction) ? undefined : 'the output is the input';
  },
};

function isSame(text: string, output: string): boolean {
  return mayBeSame(text, output) && fold(text) === fold(output);
}

/** Whether two texts begin alike: most do not, and need no copies to be told apart. */
function mayBeSame(text: string, output: string): boolean {
  if (text === '') return false;
  for (let at = 0; at < leastInputUnits; at += 1) {
    const code = text.charCodeAt(at);
    const outputCode = output.charCodeAt(at);
    if (code === outputCode || isCaseOf(code, outputCode)) continue;
    // Where one has a blank more, and in other scripts, only the whole texts tell.
    return !isOfAsciiWord(code) || !isOfAsciiWord(outputCode);
  }
  return true;
}

function isCaseOf(code: number, otherCode: number): boolean {
  const bitOfCase = 0x20;
  return (code ^ otherCode) === bitOfCase;
}

function isOfAsciiWord(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, ' ').trim();
}
