import type { TagRule } from './tag-rule.ts';

const mayOpen = /^[\s\d.)*<[("-]{0,8}(?:https?:\/\/|www\.)/iu;
const url = /(?:https?:\/\/|www\.)[^\s<>"]+/giu;
// What may stand around addresses in a list of them: bullets, numbers, brackets, commas. One pattern for all of it would
// run out of stack in a text of 20 MB.
const number = /\d{1,3}[.)]/gu;
const word = /[^\s*•<>()[\]",;-]/u;

/** An answer without a word of its own. */
export const urlsOnly: TagRule = {
  about: 'the answer is nothing but URLs',
  find: ({ output }) => {
    if (!mayOpen.test(output)) return undefined;
    const urls = output.match(url) ?? [];
    if (word.test(output.replace(url, ' ').replace(number, ' '))) return undefined;
    return urls.join(' ').slice(0, 200).toWellFormed();
  },
};
