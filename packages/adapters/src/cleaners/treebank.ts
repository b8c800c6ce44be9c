import { joinQuotes } from './join-quotes.ts';

/**
 * Undoes the Penn Treebank's way of setting tokens apart, as WritingPrompts has it, by the rules of NLTK's
 * TreebankWordDetokenizer (https://www.nltk.org/api/nltk.tokenize.treebank.html), and makes `<newline>` a line break.
 * Text without a sign of that way comes out as it is.
 */
export function treebank(text: string): string {
  if (!text.includes('<newline>') && !tokenised.test(text)) return text;
  const lines = text.includes('<newline>') ? text.replace(newline, '\n') : text;
  const bracketed = lines.includes('B-') ? lines.replace(namedBracket, bracketOf) : lines;
  const whole = joinContractions(bracketed);
  return joinTokens(joinQuotes(whole.includes('’') ? whole.replace(curlyContraction, '’') : whole));
}

/** Takes away the blanks around marks, brackets and parts of words; a rule is asked only where the text has what it looks for. */
function joinTokens(text: string): string {
  let joined = text.replace(beforeMark, '$1');
  if (includesOneOf(joined, ['( ', '[ ', '{ '])) joined = joined.replace(afterOpening, '');
  if (includesOneOf(joined, [')', ']', '}'])) joined = joined.replace(beforeClosing, '');
  if (includesOneOf(joined, ['$ ', '# '])) joined = joined.replace(beforeNumber, '');
  return joined.replace(withinWord, (parted) => parted.slice(1));
}

function includesOneOf(text: string, parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}

/** Goes from apostrophe to apostrophe, which are few, where a pattern would be tried at every blank. */
function joinContractions(text: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (let at = text.indexOf("'"); at !== -1; at = text.indexOf("'", at + 1)) {
    const blank = text[at - 1] === ' ' ? at - 1 : at - 2;
    if (text[blank] !== ' ') continue;
    contraction.lastIndex = blank;
    if (!contraction.test(text)) continue;
    pieces.push(text.slice(end, blank));
    end = blank + 1;
  }
  pieces.push(text.slice(end));
  return pieces.join('');
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
const contraction = / (?=(?:n't|'(?:s|re|ve|ll|d|m))\b(?!'(?!\p{L})))(?<=[\p{L}\p{N}.)\]*_%] )/iuy;
const curlyContraction = / ’ (?=(?:s|t|re|ve|ll|d|m)\b)/giu;
const beforeMark = / ([.,;:!?…%]|\.{2,9})(?=[\s"'”’)\]}]|$)/gu;
const afterOpening = / (?<=(?:^|[\s"'“‘])[([{] )(?![\])}\s])/gu;
const beforeClosing = / (?=[)\]}])(?<=[^\s([{] )/gu;
const beforeNumber = / (?=\d)(?<=[$#] )/gu;
// What follows the blank comes before the lookbehind here, because some of it stands after many blanks.
const withinWord =
  / (?:na(?<=\b(?:gon|wan) na)|ta(?<=\bgot ta)|me(?<=\b(?:gim|lem) me)|not(?<=\bcan not)|'ye(?<=\bd 'ye)|'n(?<=\bmore 'n)|(?:is|was)(?<=(?:^|\s)'t (?:is|was)))\b/giu;
