import type { Speaker, Turn } from '@llamaforge/schema';

/** How a text that is a whole dialogue marks its turns. */
export interface TranscriptStyle {
  /** Says whether a text is such a transcript: a header after blanks. */
  readonly opening: RegExp;
  /** Matches a border between turns, with the header as its one group. */
  readonly border: RegExp;
  readonly speakers: Readonly<Record<string, Speaker>>;
}

/** `Human:` and `Assistant:`, as HH-RLHF writes them. */
export const humanAssistant: TranscriptStyle = {
  opening: /^\s*(?:Human|Assistant):/u,
  border: /(?:^\s*|\n\n)(Human|Assistant):/u,
  speakers: { Human: 'Human', Assistant: 'Assistant' },
};

/** `USER:`, `ASSISTANT:` and `FUNCTION RESPONSE:`, as Glaive writes them in `chat`, beside HH-RLHF's. */
export const chatHeaders: TranscriptStyle = {
  opening: /^\s*(?:Human|Assistant|USER|ASSISTANT|FUNCTION RESPONSE):/u,
  border: /(?:^\s*|\n\n)(Human|Assistant|USER|ASSISTANT|FUNCTION RESPONSE):/u,
  speakers: {
    ...humanAssistant.speakers,
    USER: 'Human',
    ASSISTANT: 'Assistant',
    'FUNCTION RESPONSE': 'Tool',
  },
};

/** The turns of a text that opens with a header of the style; any other text is one turn of `speaker`. */
export function transcriptTurns(
  text: string,
  style: TranscriptStyle,
  speaker: Speaker,
): readonly Turn[] {
  if (!style.opening.test(text)) return [{ speaker, text }];
  // Splitting by a group gives: what stands before the first header (nothing), header, text, header, text…
  const [, ...pieces] = text.split(style.border);
  return pieces.flatMap((header, index) => {
    const named = index % 2 === 0 ? style.speakers[header] : undefined;
    return named === undefined ? [] : [{ speaker: named, text: pieces[index + 1] ?? '' }];
  });
}
