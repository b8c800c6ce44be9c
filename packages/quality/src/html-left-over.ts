import type { RecordText } from '@llamaforge/schema';
import { excerptAround } from './excerpt-around.ts';
import { codeAndQuotesOf } from './code-spans.ts';
import { joinedTexts } from './joined-texts.ts';
import type { TagRule } from './tag-rule.ts';

// Names that mean nothing else between angle brackets: no `<think>`, `<tool_call>`, `List<String>` or `<MASK>`.
const names =
  'br|div|span|strong|em|ul|ol|li|table|tbody|thead|tr|td|th|h[1-6]|img|font|hr|sup|sub|blockquote|center|pre|iframe|nobr|dl|dt|dd|small|figure|figcaption';
// Right after a word these may be types: `Map<B>`.
const letters = '[abipu]';
const attributes = `(?:\\s+[a-z][\\w:-]*\\s*=\\s*(?:"[^"<>]*"|'[^'<>]*'|[^\\s"'<>]+)){0,20}\\s*/?`;
const tag = `</(?:${names}|${letters})>|<(?:${names}|(?<!\\w<)${letters})${attributes}>`;
// The end of a tag whose beginning was cut off.
const tornTag = `\\b(?:href|src|style|class|align|width|height)="[^"<>\\n]{0,200}"\\s*/?>`;
const entity =
  '&(?:nbsp|amp|lt|gt|quot|apos|[lr]squo|[lr]dquo|[lr]aquo|[nm]dash|hellip|bull|middot|copy|reg|trade|deg|times|euro|pound|cent|sect|para|shy|e[nm]sp|thinsp|iexcl|iquest|frac12|szlig|[aeiouy](?:acute|grave|circ|uml|tilde)|[AEIOUY](?:acute|grave|circ|uml|tilde)|[nN]tilde|[cC]cedil|#\\d{2,6}|#x[0-9a-fA-F]{2,6});';
const leftOver = new RegExp(`${tag}|${tornTag}|${entity}`, 'gi');
const isDocument = /<!doctype|<html|<\?xml|<head>|<body|<script|<style/iu;
const isAboutMarkup =
  /\b(?:x?html5?|xml|css|svg|jsx|web ?(?:page|site)s?|markup|mark-?down|tags?|javascript|react|angular|vue|php|jquery|dom|wordpress|scrap(?:e|er|ing)|pars(?:e|er|ing)|browsers?|front-?end|code|script|program|function|regex|regular expression|bold(?:ed|face)?|italics?|underlined?|bracket(?:s|ed)?|entit(?:y|ies)|escape[sd]?|encod(?:e|ed|ing)|format(?:ted|ting)?)\b/iu;

/** Tags, torn attributes and entities of HTML in prose. The list of names is our own, of the HTML standard's. */
export const htmlLeftOver: TagRule = {
  about: 'tags, attributes or entities of HTML stand in prose',
  find: (record, context) => {
    if (!mayHoldMarkup(joinedTexts(record)) || context.category === 'code_debugging') {
      return undefined;
    }
    const { instruction, input, output } = record;
    const found = leftOverIn(output) ?? leftOverIn(instruction) ?? leftOverIn(input);
    return found === undefined || asksForMarkup(record) ? undefined : found;
  },
};

/** Told faster than the pattern runs: hardly any text holds a letter right behind these, as `a < b`, `x<<1` and `Q & A` do not. */
function mayHoldMarkup(text: string): boolean {
  return text.includes('="') || isFollowed(text, '<', slash) || isFollowed(text, '&', numberSign);
}

const slash = 0x2f;
const numberSign = 0x23;

/** Whether a letter of ASCII, or the character of a code, stands right behind a mark somewhere. */
function isFollowed(text: string, mark: string, otherCode: number): boolean {
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    const code = text.charCodeAt(at + 1);
    const lowerCase = code | 0x20;
    if (code === otherCode || (lowerCase >= 0x61 && lowerCase <= 0x7a)) return true;
  }
  return false;
}

function leftOverIn(text: string): string | undefined {
  const isInCodeOrQuotes = codeAndQuotesOf(text);
  for (const { 0: found, index } of text.matchAll(leftOver)) {
    if (isInCodeOrQuotes(index)) continue;
    return excerptAround(text, index, index + found.length);
  }
  return undefined;
}

function asksForMarkup({ instruction, input, output }: RecordText): boolean {
  return (
    isAboutMarkup.test(instruction) ||
    [instruction, input, output].some((text) => isDocument.test(text))
  );
}
