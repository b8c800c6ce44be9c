import type { LanguageOf } from './language-of.ts';
import type { TagRule } from './tag-rule.ts';

// Who asks for a translation, or names a language, gets another one rightly.
const namesALanguage =
  /translat|\blanguages?\b|\b(?:English|Spanish|French|German|Italian|Portuguese|Dutch|Russian|Ukrainian|Polish|Turkish|Arabic|Hebrew|Persian|Hindi|Urdu|Bengali|Tamil|Chinese|Mandarin|Cantonese|Japanese|Korean|Vietnamese|Thai|Indonesian|Malay|Latin|Greek|Swedish|Norwegian|Danish|Finnish|Icelandic|Romanian|Hungarian|Czech|Slovak|Bulgarian|Serbian|Croatian|Catalan|Basque|Galician|Swahili|Esperanto)\b|traduc|traduz|tradui|übersetz|перевед|перевод|翻[译譯訳]|번역|\b(?:ingl[eéê]s|español|espanhol|français|francés|anglais|deutsch|englisch|alemán|italiano|portugu[eê]s|castellano)\b|[英中法德日俄韩][文语語]/iu;
// A shorter answer is told with the question's help: names and sums pass for other languages.
const leastUnits = 200;
const shownUnits = 60;

/** A record in another language than most of its source, as its question and answer tell together, or a long answer alone. */
export const wrongLanguage: TagRule = {
  about: 'the answer, or question and answer, are in another language than most of its source',
  find: ({ instruction, input, output }, context) => {
    const { sourceLanguage } = context;
    if (sourceLanguage === undefined || context.category === 'code_debugging') return undefined;
    const languageOf = loaded(context.languageOf);
    const answer = { text: output, language: languageOf(output) };
    if (answer.language === sourceLanguage) return undefined;
    const told = surerOf(answer, { text: instruction, language: languageOf(instruction) });
    if (told?.language === undefined || told.language === sourceLanguage) return undefined;
    if (namesALanguage.test(instruction) || namesALanguage.test(input)) return undefined;
    const shown = told.text.slice(0, shownUnits).replaceAll('\n', ' ').toWellFormed();
    return `${told.language} instead of ${sourceLanguage}: ${shown}`;
  },
};

function loaded(languageOf: LanguageOf | undefined): LanguageOf {
  if (languageOf === undefined) {
    throw new TypeError(
      'A context with `sourceLanguage` needs `languageOf`, which loadLanguageOf() gives.',
    );
  }
  return languageOf;
}

interface ToldText {
  readonly text: string;
  readonly language: string | undefined;
}

function surerOf(answer: ToldText, question: ToldText): ToldText | undefined {
  if (answer.language === undefined) {
    return question.text.length < leastUnits ? undefined : question;
  }
  const isSure = answer.language === question.language || answer.text.length >= leastUnits;
  return isSure ? answer : undefined;
}
