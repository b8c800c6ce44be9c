import { unfoldTurns, type RecordText } from '@llamaforge/schema';
import { excerptAround } from './excerpt-around.ts';
import { joinedTexts } from './joined-texts.ts';
import type { TagRule } from './tag-rule.ts';

const box = '\\boxe';
const anyBox = /\\(?:boxed|fbox|framebox)(?![A-Za-z])/u;
// `\boxed{}`, `\boxed{answer}`, `within \boxed{…}` ask for one; `Find \boxed{12}` and `3 + \boxed{?}` are part of the task.
const asksForBox =
  /\\boxed(?:\{(?:[^{}]{0,40}answer[^{}]{0,40}|\.{3}|…|\s*)\}|(?!\s*\{))|\b(?:in|within|inside|into|using|with|as|like|by) (?:(?:a|the|an?other|LaTeX) )?[`'"$(\\]*\\boxed/iu;

/** A question that asks for its answer in `\boxed{…}`, as those of MATH (Hendrycks et al. 2021) do, and an answer without one. */
export const boxedLost: TagRule = {
  about: 'the question asks for `\\boxed{…}`, and the answer has none',
  find: (record) => {
    const text = joinedTexts(record);
    if (!text.includes('\\') || !text.includes(box)) return undefined;
    if (anyBox.test(record.output)) return undefined;
    const question = questionOf(record);
    const asked = asksForBox.exec(question);
    if (asked === null) return undefined;
    return excerptAround(question, asked.index, asked.index + asked[0].length);
  },
};

/** What the answer is to: the system's text and the last question, but not the answers before. */
function questionOf(record: RecordText): string {
  const turns = unfoldTurns(record);
  return turns
    .filter(({ speaker }, index) => speaker === 'System' || index === turns.length - 2)
    .map(({ text }) => text)
    .join('\n');
}
