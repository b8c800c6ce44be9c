import { visibleText } from '../../visible-text.ts';

/** A text from data as one line of Markdown that means nothing but itself: no markup, no HTML, no link of it works. */
export function markdownText(text: string): string {
  return visibleText(text)
    .replace(markup, String.raw`\$&`)
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;');
}

// What Markdown and its common extensions read as markup within a line; a backslash before such a mark is not shown.
const markup =
  /[\\`*_[\]~|$!#]|^[-+>=]|(?<=^\d+)[.)](?=\s|$)|(?<=https?|ftp|mailto):|(?<=www)\.|@/giu;

/** A fenced block of a text as it is, its fence longer than any within; the info string stays empty. */
export function fencedBlock(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
