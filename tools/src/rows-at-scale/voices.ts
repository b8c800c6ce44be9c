import { chosen, mixed } from '../hub-at-scale/mixed.ts';
import { plainVoice, type Voice } from '../hub-at-scale/prose.ts';
import { schoolProblemRow } from '../hub-at-scale/rows/school-problem-row.ts';
import { narrativeSentences } from './narrative-sentences.ts';
import { foreignSentence, pieceOf, typed, type Manner, type Piece } from './pieces.ts';

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

// Fewer than the sentences, since their bytes are to stay in the processor's cache.
const differentPieces = 1024;

const typedSentences = plainVoice.sentences.map((sentence, i) =>
  mixed(i) % 40 === 0 ? chosen(linkSentences, i) : typed(sentence),
);
const printedSentences = plainVoice.sentences.map((sentence, i) =>
  i % 8 === 0 ? foreignSentence(i) : sentence,
);

/** Prose whose pieces are sentences, for short texts. */
export const briefProse = {
  typed: voiceOf(typedSentences),
  printed: voiceOf(printedSentences),
} as const satisfies Record<Manner, Voice<Piece>>;

/** Prose whose pieces are three sentences: long texts are made faster by it. */
export const fluentProse = {
  typed: voiceOf(joined(typedSentences, 3)),
  printed: voiceOf(joined(printedSentences, 3)),
} as const satisfies Record<Manner, Voice<Piece>>;

/** What people do, say and see, with a sentence of prose between. */
export const storyProse = {
  typed: voiceOf(told(typedSentences)),
  printed: voiceOf(told(printedSentences)),
} as const satisfies Record<Manner, Voice<Piece>>;

/** Five lines of code, with tabs, quotes and backslashes; they run nowhere. */
export const codeVoice = voiceOf(
  joined(
    plainVoice.sentences.map((_, i) => chosen(codeLines, i)),
    5,
  ),
);

/** Steps of worked sums, each of two lines and a sentence. */
export const sumVoice = voiceOf(
  plainVoice.sentences.map((_, i) => {
    const { answer } = schoolProblemRow(i % differentPieces);
    return typed(answer.slice(0, answer.indexOf('####')));
  }),
);

function joined(texts: readonly string[], atATime: number): readonly string[] {
  return texts.map((text, i) => {
    const further = Array.from(
      { length: atATime - 1 },
      (_, j) => texts[mixed(i * 8 + j) % texts.length] ?? text,
    );
    return [text, ...further].join('');
  });
}

function told(texts: readonly string[]): readonly string[] {
  return texts.map((_, i) => {
    const number = i % differentPieces;
    const [first, second] = [number * 2, number * 2 + 1].map((key) =>
      chosen(narrativeSentences, key),
    );
    return `${first ?? ''}${second ?? ''}${texts[number] ?? ''}`;
  });
}

/** Texts that are the same share their bytes. */
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
