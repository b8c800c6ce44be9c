import type { compile } from 'html-to-text';
import { createRequire } from 'node:module';
import { refuse, type Refusal } from '../outcome.ts';
import type { Cleaner } from './cleaner.ts';

/** The text that a reader of the HTML sees: paragraphs, lists and line breaks kept, links as their text, no pictures. In text without a tag only entities are decoded. */
export const html: Cleaner = (text) => {
  if (tag.test(text)) return readAsHtml(text);
  return text.includes('&') ? decodeEntities(text) : text;
};

function readAsHtml(text: string): string | Refusal {
  try {
    return toText(text);
  } catch (error) {
    // The library walks elements recursively, and runs out of stack some thousands of levels deep.
    if (error instanceof RangeError) return refuse('not_text', 'is HTML that is nested too deep');
    throw error;
  }
}

// The elements that texts on the web are made of, not any word in angle brackets: `Dear <name>` is no HTML.
const tag =
  /<\/?(?:a|abbr|article|b|blockquote|body|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|html|i|iframe|img|ins|label|li|main|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul)(?:\s[^<>]*)?\/?>|<!--/iu;
const entity = /&(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);/giu;

let compiled: ReturnType<typeof compile> | undefined;

function toText(text: string): string {
  compiled ??= compileOptions();
  return compiled(text);
}

/** Loads the library at its first use: it takes as long as all the rest of this package, and rows are adapted in turn. */
function compileOptions(): ReturnType<typeof compile> {
  const library: unknown = createRequire(import.meta.url)('html-to-text');
  if (!hasCompile(library)) throw new TypeError('html-to-text has no compile');
  return library.compile({
    wordwrap: false,
    // By default the library cuts longer texts, and says so on the console.
    limits: { maxInputLength: Number.MAX_SAFE_INTEGER },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    ],
  });
}

function hasCompile(library: unknown): library is { readonly compile: typeof compile } {
  return typeof library === 'object' && library !== null && 'compile' in library;
}

function decodeEntities(text: string): string {
  const decoded = new Map<string, string>();
  return text.replace(entity, (written) => {
    const known = decoded.get(written);
    if (known !== undefined) return known;
    // The letters around it keep an entity that stands for a blank from being trimmed.
    const character = toText(`<pre>x${written}x</pre>`).slice(1, -1);
    decoded.set(written, character);
    return character;
  });
}
