import { countLetters, type LetterCounts } from './letter-counts.ts';

/** The language that most of a text is in, as ISO 639-1 has it (`en`); undefined where it is too short or doubtful. */
export type LanguageOf = (text: string) => string | undefined;

// What is not prose looks like other languages. So much of a text is searched for prose, in UTF-16 units, so that one
// of 50 MB costs no more than a short one, and so much of what is left is looked at.
const searchedUnits = 4000;
const lookedAtUnits = 600;
const notProse =
  /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`|\$\$[^$]*\$\$|\$[^$\n]*\$|https?:\/\/\S+|\S{1,64}@\S+|<[^<>\n]{1,200}>|\\[A-Za-z]+/gu;
// Fewer words in small letters are a list of names, which are of no language.
const leastSmallWords = 3;
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
    const counts = countLetters(prose);
    const ofIdeograms = languageOfIdeograms(counts);
    if (ofIdeograms !== undefined) return ofIdeograms;
    const leastLead = leastLeadOf(counts);
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

function languageOfIdeograms({ letters, hangul, kana, han }: LetterCounts): string | undefined {
  const ideograms = hangul + kana + han;
  if (ideograms < leastIdeograms || ideograms * 2 < letters) return undefined;
  // Korean and Chinese quote little in kana, while Japanese is half of it.
  if (hangul * 5 > ideograms) return 'ko';
  return kana * 5 > ideograms ? 'ja' : 'zh';
}

function leastLeadOf({ letters, latin, smallWords, hasCapital }: LetterCounts): number | undefined {
  if (letters < leastLetters) return undefined;
  if (latin * 2 < letters) return leastOtherLead;
  if (hasCapital && smallWords < leastSmallWords) return undefined;
  return leastLatinLeads.find((least) => letters >= least.letters)?.lead;
}
