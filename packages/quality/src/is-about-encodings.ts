import type { RecordText } from '@llamaforge/schema';
import { joinedTexts } from './joined-texts.ts';

const encodings =
  /\b(?:mojibake|ftfy|utf-?8|latin-?1|iso-?8859|(?:windows|cp)-?125\d|charsets?|encodings?|unicode|ascii)\b/iu;

/** Whether a record speaks of encodings of characters, so that wrongly read ones may be what it is about. The list is our own. */
export function isAboutEncodings(record: RecordText): boolean {
  return encodings.test(joinedTexts(record));
}
