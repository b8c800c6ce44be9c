import { knownMakers } from './known-makers.ts';
import { wordsPattern } from './words-pattern.ts';

/** What a name is, and so what may be said of it. */
const kinds = ['names', 'employers', 'models', 'doubtfulModels'] as const;
type Kind = (typeof kinds)[number];

// A name becomes one character of the private use area: its kind and its maker's place in the list.
const firstMark = 0xe000;
const marksPerKind = 0x100;

/** Classes of a regular expression for the characters that stand for names, by what they name. */
export const marks = {
  maker: classOf('names', 'employers'),
  employer: classOf('employers', 'employers'),
  otherMaker: classOf('names', 'names'),
  model: classOf('models', 'models'),
  makerOrModel: classOf('names', 'models'),
  doubtfulModel: classOf('doubtfulModels', 'doubtfulModels'),
} as const;

const markOfWord = new Map(
  knownMakers.flatMap((known, index) => [
    ...marked(known.isEmployer === true ? 'employers' : 'names', known.names, index),
    ...marked('models', known.models ?? [], index),
    ...marked('doubtfulModels', known.doubtfulModels ?? [], index),
  ]),
);
// Longest first: `Mistral AI` is no `Mistral`.
const words = [...markOfWord.keys()].toSorted((one, other) => other.length - one.length);
/** The fewest words of which a text that names a maker or a model holds one: where `ChatGPT` stands, `GPT` does. */
export const nameWords: readonly string[] = words.filter(
  (word) => !words.some((other) => other !== word && word.includes(other)),
);
// Apart, since V8 skips ahead where every word begins with a capital: 0.7 µs a KB instead of 4.
const capitalWord = new RegExp(wordsPattern(nameWords.filter((word) => /^[A-Z]/.test(word))));
const chineseWord = new RegExp(wordsPattern(nameWords.filter((word) => !/^[a-z]/i.test(word))));
const otherWords = nameWords.filter((word) => /^[a-z]/.test(word));
const anyWord = words.join('|');
const wordFinder = new RegExp(anyWord, 'g');
const nameInText = new RegExp(
  `[“"'*_\`]{0,3}(?<![A-Za-z0-9])(${anyWord})(?:(?:[ -]?[vV]?\\d(?:[\\w.]*\\w)?|[ -](?:Opus|Sonnet|Haiku|Pro|Ultra|Nano|Flash|Turbo|Instant|Large|Chat|Coder|R1|V\\d))*)(?![A-Za-z0-9])[”"'*_\`]{0,3}`,
  'gu',
);
const privateUse = /[\ue000-\uf8ff]/gu;

/** Where the next word that may be a name begins, at `from` or later; -1 where there is none. */
export function indexOfName(text: string, from: number): number {
  wordFinder.lastIndex = from;
  return wordFinder.exec(text)?.index ?? -1;
}

/** Whether any known word stands in the text: all that is asked of most texts, in 1 µs a KB. */
export function mayHoldName(text: string): boolean {
  return (
    capitalWord.test(text) ||
    otherWords.some((word) => text.includes(word)) ||
    chineseWord.test(text)
  );
}

/** The text with a mark, one character, for each name, its version and the quotes or stars that stand around it. */
export function markNames(text: string): string {
  return text
    .replace(privateUse, ' ')
    .replace(nameInText, (_, word: string) => markOfWord.get(word) ?? ' ');
}

/** The maker that a mark stands for. */
export function makerOfMark(mark: string): string | undefined {
  return knownMakers[(mark.charCodeAt(0) - firstMark) % marksPerKind]?.maker;
}

function marked(kind: Kind, named: readonly string[], index: number): [string, string][] {
  const mark = String.fromCharCode(firstMark + kinds.indexOf(kind) * marksPerKind + index);
  return named.map((word) => [word, mark]);
}

function classOf(first: Kind, last: Kind): string {
  const from = firstMark + kinds.indexOf(first) * marksPerKind;
  const to = firstMark + kinds.indexOf(last) * marksPerKind + marksPerKind - 1;
  return `[${String.fromCharCode(from)}-${String.fromCharCode(to)}]`;
}
