import { chosen } from '../hub-at-scale/mixed.ts';
import { encodings, type Encoding } from './encoding.ts';

/** A piece of text in every encoding; its length is the text's, so that a text has the same pieces in all of them. */
export type Piece = Readonly<Record<Encoding, Uint8Array>> & { readonly length: number };

/** How a text is set: typed in ASCII, as most rows are, or printed with quotes, accents, other scripts and emoji. */
export type Manner = 'typed' | 'printed';

const toAscii: Readonly<Record<string, string>> = {
  '°': ' degrees',
  '–': '-',
  '“': '"',
  '”': '"',
  '’': "'",
  '×': 'x',
  é: 'e',
  ç: 'c',
};

const foreignSentences = [
  'Le garçon a répondu : « ça m’est égal », puis il a fermé la fenêtre. ',
  'Die Prüfung fällt aus, weil der Schlüssel fürs Gebäude verlegt ist. ',
  'El señor preguntó: ¿dónde está el camión de mañana? ',
  '図書館は午前九時に開き、午後五時に閉まります。 ',
  '这座桥建于一八九〇年,至今仍在使用。 ',
  '도서관은 월요일에 문을 닫습니다. ',
  'Поезд опаздывает на двадцать минут. ',
  'Thanks a lot 🙏 see you on the pier 🚢🌊 tomorrow! ',
  'The family 👩‍👩‍👧 waved, and the dog 🐕 did too. ',
  'It costs 12 € or £10, i.e. ½ of what it was — a bargain… ',
] as const;

/** The text without a character outside ASCII. */
export function typed(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => toAscii[character] ?? '?');
}

/** One of a few sentences of other scripts, with a blank behind it. */
export function foreignSentence(key: number): string {
  return chosen(foreignSentences, key);
}

/** The bytes of a text, within a JSON string, in every encoding. */
export function pieceOf(text: string): Piece {
  const plain = encodings.plain(text);
  // One array where encodings agree, so that the cache holds it once.
  const once = (bytes: Uint8Array): Uint8Array =>
    Buffer.compare(plain, bytes) === 0 ? plain : bytes;
  return {
    length: text.length,
    plain,
    python: once(encodings.python(text)),
    php: once(encodings.php(text)),
  };
}

/** Pieces that stand for themselves; one key finds those that belong together in banks that were made of the same rows. */
export type Bank = Readonly<Record<Manner, readonly Piece[]>>;

// Some 400 KB for pieces of 200 characters: the processor's cache holds it.
const piecesOfBank = 2048;

/** A bank of the texts that the numbers from 0 give. */
export function bankOf(textOf: (number: number) => string): Bank {
  const texts = Array.from({ length: piecesOfBank }, (_, number) => textOf(number));
  const pieces = new Map<string, Piece>();
  const pieceOnce = (text: string): Piece => {
    const piece = pieces.get(text) ?? pieceOf(text);
    pieces.set(text, piece);
    return piece;
  };
  return {
    typed: texts.map((text) => pieceOnce(typed(text))),
    printed: texts.map(pieceOnce),
  };
}

/** The piece that `key` falls on. */
export function pieceAt(bank: Bank, manner: Manner, key: number): Piece {
  const pieces = bank[manner];
  const piece = pieces[key % pieces.length];
  if (piece === undefined) throw new RangeError('There is no piece in the bank.');
  return piece;
}
