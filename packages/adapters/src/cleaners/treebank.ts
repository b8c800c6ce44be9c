import { joinQuotes } from './join-quotes.ts';

/**
 * Undoes the Penn Treebank's way of setting tokens apart, as WritingPrompts has it, by the rules of NLTK's
 * TreebankWordDetokenizer (https://www.nltk.org/api/nltk.tokenize.treebank.html), and makes `<newline>` a line break.
 * Text without a sign of that way comes out as it is.
 */
export function treebank(text: string): string {
  if (!tokenised.test(text)) return text;
  const lines = text.includes('<newline>') ? text.replace(newline, '\n') : text;
  const bracketed = lines.includes('B-') ? lines.replace(namedBracket, bracketOf) : lines;
  return joinQuotes(bracketed.replace(contraction, '').replace(curlyContraction, '’'))
    .replace(beforeMark, '$1')
    .replace(afterOpening, '')
    .replace(beforeClosing, '')
    .replace(beforeNumber, '')
    .replace(withinWord, '');
}

/** What prose hardly holds. `can not` is no such sign, though it is `cannot` in text that has one. */
const tokenised =
  /<newline>|(?<!`)``(?!`)|(?<!')''(?!')|-[LR][RSC]B-| (?:n't\b|'(?:s|re|ve|ll|d|m)\b(?!')|[.,;:!?](?=\s|$)|[`’](?=\s)|[([{] (?![\])}]))|^(?:[([{]|[`“‘]) (?![\])}])|\b(?:gon|wan) na\b/iu;

const newline = /[ \t]?<newline>[ \t]?/gu;
const namedBracket = /-(?:[LR][RSC])B-/gu;
const brackets: Readonly<Record<string, string>> = {
  '-LRB-': '(',
  '-RRB-': ')',
  '-LSB-': '[',
  '-RSB-': ']',
  '-LCB-': '{',
  '-RCB-': '}',
};
const bracketOf = (name: string): string => brackets[name] ?? name;

// One blank each, as tokens have between them, so that a run of blanks costs no more than its length; and the blank
// comes first, because lookbehinds in front would be tried at every character.
const contraction = / (?=(?:n't|'(?:s|re|ve|ll|d|m))\b(?!'(?!\p{L})))(?<=[\p{L}\p{N}.)\]*_%] )/giu;
const curlyContraction = / ’ (?=(?:s|t|re|ve|ll|d|m)\b)/giu;
const beforeMark = / ([.,;:!?…%]|\.{2,9})(?=[\s"'”’)\]}]|$)/gu;
const afterOpening = / (?<=(?:^|[\s"'“‘])[([{] )(?![\])}\s])/gu;
const beforeClosing = / (?=[)\]}])(?<=[^\s([{] )/gu;
const beforeNumber = / (?=\d)(?<=[$#] )/gu;
const withinWord =
  / (?=(?:na|ta|me|not|'ye|'n|is|was)\b)(?:(?<=\b(?:gon|wan) )(?=na)|(?<=\bgot )(?=ta)|(?<=\b(?:gim|lem) )(?=me)|(?<=\bcan )(?=not)|(?<=\bd )(?='ye)|(?<=\bmore )(?='n)|(?<=(?:^|\s)'t )(?=is|was))/giu;
