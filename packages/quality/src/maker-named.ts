import { identityClaims } from './identity-claims.ts';
import { indexOfName, makerOfMark, markNames, mayHoldName } from './mark-names.ts';

// A sentence is looked at this far around a name, in UTF-16 units: longer ones are lists and code.
const reachUnits = 300;
// So far back a line's quotes and a text's code are looked for, so that a text of 50 MB costs no more a name than a short one.
const lookBackUnits = 20_000;
// A row of 50 MB may be nothing but names, each looked at for up to 0.2 ms.
const mostSentences = 1000;
const sentenceEnd = /[.!?](?=\s)|[\n。！？]/gu;
const mentionsSpeaker =
  /\b(?:I|I'm|[Mm]e|[Mm]y|As|as|[Ii]ch|[Mm]ein|[Aa]ls|[Jj]e|[Jj]'ai|[Ee]n tant|[Mm]on|[Ss]oy|[Ff]ui|[Hh]e|[Cc]omo|[Mm]i|[Ss]ou|[Mm]eu|[Ss]ono|[Cc]ome)\b|[我作]/u;
const speaksOfAssistant =
  /\b(?:an|your|the|this) AI\b(?! \w+(?:er|or|ist)\b)|\bAI[ -](?:assistant|language|model|system|chatbot|program|companion|powered)|\ba \w+ AI\b|language model|\bchat ?bot|(?:virtual|digital|voice|conversational|intelligent|coding|personal) assistant|artificial intelligence|\b(?:assist|help) you\b|人工智能|语言模型|助手|\bKI\b|Sprachmodell/iu;
// An answer that says no more than this is to who speaks.
const isAllThatIsSaid =
  /^(?:(?:Hi|Hello|Hey|Sure|Yes|No)[^.!?]{0,20}[.!,] )?(?:My name is|I was trained by|I(?: am|'m|’m) powered by) [\w .-]{2,25}[.!]?$/u;
const otherSpeaker =
  /^[\s*_#>-]*(?!(?:Answer|Response|Output|Note|Disclaimer|Assistant|AI|Reply|Conclusion|Explanation|Result|Hello|Hi|Greetings)\b)[A-Z\ue000-\uf8ff][\w' ]{0,24}[*_]*:/u;

/**
 * The maker (as `OpenAI`) of the assistant that an output says it is, by the maker's or the model's name; undefined
 * where its first 1,000 sentences with such a name say none. What stands in quotation marks, in code or behind a
 * speaker's name is not the assistant's word.
 */
export function makerNamed(output: string): string | undefined {
  if (!mayHoldName(output)) return undefined;
  let at = indexOfName(output, 0);
  for (let sentence = 0; at !== -1 && sentence < mostSentences; sentence += 1) {
    const { start, end } = sentenceAround(output, at);
    const claimed = claimIn(output, { start, end });
    if (claimed !== undefined) return claimed;
    at = indexOfName(output, Math.max(end, at + 1));
  }
  return undefined;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function sentenceAround(text: string, at: number): Span {
  const from = Math.max(0, at - reachUnits);
  const until = Math.min(text.length, at + reachUnits);
  let start = from;
  for (const { index } of text.slice(from, at).matchAll(sentenceEnd)) start = from + index + 1;
  const after = text.slice(at, until).search(/[.!?](?=\s)|[\n。！？]/u);
  return { start, end: after === -1 ? until : at + after + 1 };
}

function claimIn(output: string, { start, end }: Span): string | undefined {
  const sentence = output.slice(start, end).replaceAll('’', "'").trim();
  if (!mentionsSpeaker.test(sentence)) return undefined;
  const marked = markNames(sentence);
  for (const { pattern, isDoubtful } of identityClaims) {
    const match = pattern.exec(marked);
    const mark = match?.groups?.['name'];
    if (match === null || mark === undefined) continue;
    if (isDoubtful && !isOfAssistant(output, { start, end })) continue;
    if (isAnothersWord(textBefore(output, start), marked.slice(0, match.index))) continue;
    return makerOfMark(mark);
  }
  return undefined;
}

function isOfAssistant(output: string, { start, end }: Span): boolean {
  const around = output.slice(Math.max(0, start - reachUnits), end + reachUnits);
  return speaksOfAssistant.test(around) || isAllThatIsSaid.test(output);
}

function textBefore(output: string, start: number): string {
  return output.slice(Math.max(0, start - lookBackUnits), start);
}

function isAnothersWord(before: string, sentence: string): boolean {
  const line = `${before.slice(before.lastIndexOf('\n') + 1)}${sentence}`;
  return otherSpeaker.test(line) || isInQuotes(line) || before.split('```').length % 2 === 0;
}

function isInQuotes(line: string): boolean {
  return (
    line.split('"').length % 2 === 0 ||
    line.lastIndexOf('“') > line.lastIndexOf('”') ||
    line.lastIndexOf('«') > line.lastIndexOf('»') ||
    line.lastIndexOf('「') > line.lastIndexOf('」')
  );
}
