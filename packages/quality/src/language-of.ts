/** The language that most of a text is in, as ISO 639-1 has it (`en`); undefined where it is too short or doubtful. */
export type LanguageOf = (text: string) => string | undefined;

// What is not prose looks like other languages. So much of a text is searched for prose, in UTF-16 units, so that one
// of 50 MB costs no more than a short one, and so much of what is left is looked at.
const searchedUnits = 4000;
const lookedAtUnits = 600;
const notProse =
  /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`|\$\$[^$]*\$\$|\$[^$\n]*\$|https?:\/\/\S+|\S{1,64}@\S+|<[^<>\n]{1,200}>|\\[A-Za-z]+/gu;
const letter = /\p{L}/gu;
const latinLetter = /\p{Script=Latin}/gu;
const capital = /\p{Lu}/u;
const smallWord = /(?<![\p{L}\p{M}'’])\p{Ll}[\p{L}\p{M}]+/gu;
// Fewer words in small letters are a list of names, which are of no language.
const leastSmallWords = 3;
const ideograms = [
  { language: 'ko', letters: /\p{Script=Hangul}/gu },
  { language: 'ja', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { language: 'zh', letters: /\p{Script=Han}/gu },
] as const;
const leastIdeograms = 7;
const leastLetters = 20;
// So far, of 1, the likeliest language has to lie before the next in a text of so many Latin letters: over English
// questions and answers, what the detector takes for another language below that is mostly none. In other scripts
// every language that is written in one scores high, and a small lead tells.
const leastLatinLeads = [
  { letters: 80, lead: 0.02 },
  { letters: 40, lead: 0.05 },
  { letters: leastLetters, lead: 0.1 },
] as const;
const leastOtherLead = 0.003;

/**
 * Makes `LanguageOf` ready: it loads the detector's table, some 30 MB and 0.2 s, which who imports this package and
 * asks for no language does not pay. What it gives keeps no state: the same text, the same answer. 60 languages.
 */
export async function loadLanguageOf(): Promise<LanguageOf> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const prose = proseOf(text);
    const letters = countOf(prose, letter);
    const ofIdeograms = languageOfIdeograms(prose, letters);
    if (ofIdeograms !== undefined) return ofIdeograms;
    const leastLead = leastLeadOf(prose, letters);
    if (leastLead === undefined) return undefined;
    const told = eld.detect(prose);
    if (!told.isReliable()) return undefined;
    const [first = 0, second = 0] = Object.values(told.getScores());
    return first - second < leastLead ? undefined : told.language;
  };
}

function proseOf(text: string): string {
  return text.slice(0, searchedUnits).replaceAll(notProse, ' ').trim().slice(0, lookedAtUnits);
}

// Korean and Chinese quote little in kana, while Japanese is half of it.
function languageOfIdeograms(prose: string, letters: number): string | undefined {
  const counts = ideograms.map(({ letters: pattern }) => countOf(prose, pattern));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total < leastIdeograms || total * 2 < letters) return undefined;
  return ideograms.find((_, index) => (counts[index] ?? 0) * 5 > total)?.language;
}

function leastLeadOf(prose: string, letters: number): number | undefined {
  if (letters < leastLetters) return undefined;
  if (countOf(prose, latinLetter) * 2 < letters) return leastOtherLead;
  if (capital.test(prose) && countOf(prose, smallWord) < leastSmallWords) return undefined;
  return leastLatinLeads.find((least) => letters >= least.letters)?.lead;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
