import { visibleText } from '../visible-text.ts';

/**
 * A text of several lines as it can be shown: line ends and tabs stay, and so do the marks that writing systems need;
 * controls, lone surrogates and what turns the direction of other text become escapes.
 */
export function shownText(text: string): string {
  return text.replace(/\r\n/gu, '\n').replace(harmful, visibleText);
}

// Direction marks of one character (200E, 200F) and joiners belong to Arabic, Persian and Hebrew text and reach no further.
const harmful = /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u202a-\u202e\u2066-\u2069\p{Zl}\p{Zp}]/gu;
