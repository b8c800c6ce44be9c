import { conversationsKey, messagesKey } from '../../src/tables/row-keys';
import { closingBrace, closingBracket, comma, openingBracket, quote } from '../text/bytes';
import { stringEnd, stringFlags } from '../text/index';
import { forgetMessages, readMessages } from './dialogue-messages';
import { lastKey, valueOfKey } from './read-key';
import { forgetValues, noteText, noteValue } from './row-values';
import { skipBlanks, skipValue } from './skip-value';

/** Reads an object that begins there into the row's values, and gives where it ends; 0 for anything but a valid one with plain keys. */
export function readRow(at: usize, end: usize): usize {
  forgetValues();
  forgetMessages();
  at = skipBlanks(at + 1, end);
  while (at < end) {
    at = valueOfKey(at, end);
    if (at == 0) return 0;
    at = readValue(lastKey(), at, end);
    if (at == 0) return 0;
    at = skipBlanks(at, end);
    const mark: u32 = load<u8>(at);
    at++;
    if (mark == closingBrace) return at <= end ? at : 0;
    if (mark != comma) return 0;
    at = skipBlanks(at, end);
  }
  return 0;
}

@inline
function readValue(key: u32, at: usize, end: usize): usize {
  const opening: u32 = load<u8>(at);
  if (opening != quote) return readOther(key, at, end);
  const close = stringEnd(at + 1, end);
  if (close == 0) return 0;
  if (key != 0) noteText(key, at + 1, close, stringFlags());
  return close + 1;
}

function readOther(key: u32, at: usize, end: usize): usize {
  const opening: u32 = load<u8>(at);
  const isDialogue = opening == openingBracket && (key == messagesKey || key == conversationsKey);
  const next = isDialogue ? readMessages(key, at, end) : skipValue(at, end);
  if (next == 0 || key == 0) return next;
  const isFilled =
    opening == openingBracket && load<u8>(skipBlanks(at + 1, end)) != closingBracket;
  noteValue(key, opening, isFilled);
  return next;
}
