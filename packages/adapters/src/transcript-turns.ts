import type { Speaker, Turn } from '@llamaforge/schema';

/** How a text that is a whole dialogue marks its turns. */
export interface TranscriptStyle {
  /** Says whether a text is such a transcript: a header after blanks, which is its one group. */
  readonly opening: RegExp;
  readonly speakers: ReadonlyMap<string, Speaker>;
}

/** `Human:` and `Assistant:`, as HH-RLHF writes them. */
export const humanAssistant: TranscriptStyle = {
  opening: /^\s*(Human:|Assistant:)/u,
  speakers: new Map([
    ['Human:', 'Human'],
    ['Assistant:', 'Assistant'],
  ]),
};

/** `USER:`, `ASSISTANT:` and `FUNCTION RESPONSE:`, as Glaive writes them in `chat`, beside HH-RLHF's. */
export const chatHeaders: TranscriptStyle = {
  opening: /^\s*(Human:|Assistant:|USER:|ASSISTANT:|FUNCTION RESPONSE:)/u,
  speakers: new Map([
    ...humanAssistant.speakers,
    ['USER:', 'Human'],
    ['ASSISTANT:', 'Assistant'],
    ['FUNCTION RESPONSE:', 'Tool'],
  ]),
};

/** The turns of a text that opens with a header of the style; any other text is one turn of `speaker`. */
export function transcriptTurns(
  text: string,
  style: TranscriptStyle,
  speaker: Speaker,
): readonly Turn[] {
  const [opening, header] = style.opening.exec(text) ?? [];
  const first = header === undefined ? undefined : style.speakers.get(header);
  if (opening === undefined || first === undefined) return [{ speaker, text }];
  return turnsFrom(text, { speaker: first, begin: opening.length }, style);
}

/** The text of the turn that begins there within a transcript, unless another turn follows it. */
export function lastTurnText(
  transcript: string,
  begin: number,
  style: TranscriptStyle,
): string | undefined {
  const [last, next] = turnsFrom(transcript, { speaker: 'Assistant', begin }, style);
  return next === undefined ? last?.text : undefined;
}

/** Where a turn's text begins, and whose it is. */
interface TurnBeginning {
  readonly speaker: Speaker;
  readonly begin: number;
}

function turnsFrom(text: string, first: TurnBeginning, style: TranscriptStyle): readonly Turn[] {
  const turns: Turn[] = [];
  let { speaker, begin } = first;
  for (let end = text.indexOf(border, begin); end !== -1;) {
    const next = headedTurn(text, end + border.length, style);
    if (next === undefined) {
      // A third line feed may be the second of the border.
      end = text.indexOf(border, end + 1);
      continue;
    }
    turns.push({ speaker, text: text.slice(begin, end) });
    ({ speaker, begin } = next);
    end = text.indexOf(border, begin);
  }
  turns.push({ speaker, text: text.slice(begin) });
  return turns;
}

const border = '\n\n';

function headedTurn(
  text: string,
  at: number,
  { speakers }: TranscriptStyle,
): TurnBeginning | undefined {
  for (const [header, speaker] of speakers) {
    if (text.startsWith(header, at)) return { speaker, begin: at + header.length };
  }
  return undefined;
}
