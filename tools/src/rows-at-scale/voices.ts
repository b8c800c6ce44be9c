import { chosen, mixed } from '../hub-at-scale/mixed.ts';
import { plainVoice, type Voice } from '../hub-at-scale/prose.ts';
import { encodings, type Encoding } from './encoding.ts';

/** A piece of text in every encoding; its length is the text's, so that a text has the same pieces in all of them. */
export type Piece = Readonly<Record<Encoding, Uint8Array>> & { readonly length: number };

const toAscii: Readonly<Record<string, string>> = {
  '°': ' degrees',
  '–': '-',
  '“': '"',
  '”': '"',
  '’': "'",
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

const linkSentences = [
  'See https://example.org/guide/chapter-3?page=2 for the rest. ',
  'It is kept under C:\\archive\\letters\\1912 and nowhere else. ',
  'Either/or is no answer, she wrote in "The Ledger" (p. 12). ',
] as const;

const codeLines = [
  '    total += item["size"]\n',
  '    if len(rows) > 1 and rows[0]["name"] != "\\t":\n',
  '\tfor (let i = 0; i < lines.length; i += 1) {\n',
  '        return {"status": "ok", "items": [x ** 2 for x in values]}\n',
  'def parse_line(line: str) -> dict[str, int]:\n',
  'const pattern = /^\\d+\\.\\s*"(.*)"$/u;\n',
  '\t\tconsole.log(`row ${index}: ${value}`);\n',
  'SELECT name, COUNT(*) FROM letters GROUP BY name HAVING COUNT(*) > 3;\n',
  '    # the first one wins, whatever comes later\n',
  '    print("total:\\n", total / max(1, len(items)))\n',
  '}\n',
  '\n',
] as const;

/** A voice whose pieces are sentences, and one that says several at a time: short texts need the one, long ones are made faster by the other. */
export interface VoicePair {
  readonly brief: Voice<Piece>;
  readonly fluent: Voice<Piece>;
}

/** English without a character outside ASCII, as most rows are. */
export const typedVoice = pairOf(plainVoice.sentences.map(withLinks), 3);

/** Print quotes, accents, other scripts and emoji between English sentences. */
export const printedVoice = pairOf(
  plainVoice.sentences.map((sentence, i) => (i % 8 === 0 ? chosen(foreignSentences, i) : sentence)),
  3,
);

/** Lines of code, with tabs, quotes and backslashes; they run nowhere. */
export const codeVoice = pairOf(
  plainVoice.sentences.map((_, i) => chosen(codeLines, i)),
  5,
);

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

function pairOf(texts: readonly string[], atATime: number): VoicePair {
  const joined = texts.map((text, i) => {
    const further = Array.from(
      { length: atATime - 1 },
      (_, j) => texts[mixed(i * 8 + j) % texts.length] ?? text,
    );
    return [text, ...further].join('');
  });
  return { brief: voiceOf(texts), fluent: voiceOf(joined) };
}

function voiceOf(texts: readonly string[]): Voice<Piece> {
  const pieces = new Map<string, Piece>();
  return {
    sentences: texts.map((text) => {
      const piece = pieces.get(text) ?? pieceOf(text);
      pieces.set(text, piece);
      return piece;
    }),
    paragraphBreak: pieceOf('\n\n'),
  };
}

function withLinks(sentence: string, index: number): string {
  if (mixed(index) % 40 === 0) return chosen(linkSentences, index);
  return sentence.replaceAll(/[^\0-\x7f]/gu, (character) => toAscii[character] ?? '?');
}
