import type { TagRule } from './tag-rule.ts';

const mayOpen = /^[\s\d.)*<[("-]{0,8}(?:https?:\/\/|www\.)/iu;
const url = /(?:https?:\/\/|www\.)[^\s<>"]+/giu;
// What may stand around addresses in a list of them: bullets, numbers, brackets, commas.
const allThatIsLeft = /^(?:[\s*•<>()[\]",;-]|\d{1,3}[.)])*$/u;

/** An answer without a word of its own. */
export const urlsOnly: TagRule = {
  about: 'the answer is nothing but URLs',
  find: ({ output }) => {
    if (!mayOpen.test(output)) return undefined;
    const urls = output.match(url) ?? [];
    if (!allThatIsLeft.test(output.replace(url, ' '))) return undefined;
    return urls.join(' ').slice(0, 200).toWellFormed();
  },
};
