import type { RecordText } from './record.ts';

/** Who speaks in a dialogue, spelled as the transcript's headers are. */
export const speakers = ['Human', 'Assistant', 'System', 'Tool'] as const;

export type Speaker = (typeof speakers)[number];

/** One speaker's text; a tool call is text of an Assistant turn, tool definitions are text of the System turn. */
export interface Turn {
  readonly speaker: Speaker;
  readonly text: string;
}

/** A dialogue folded into a record's texts, or why it cannot be. */
export type FoldedDialogue =
  | { readonly text: RecordText; readonly turnsLeftOut: number }
  | { readonly reason: 'missing_output' | 'missing_instruction' };

/**
 * Folds a dialogue: the last Assistant turn is the output, the turn before it the instruction, the rest a
 * transcript in `input`. `turnsLeftOut` counts the turns (neighbours of one speaker joined) after the output.
 */
export function foldTurns(turns: readonly Turn[]): FoldedDialogue {
  const [system, spoken] = orderTurns(turns);
  const last = spoken.findLastIndex((turn) => turn.speaker === 'Assistant');
  const output = spoken[last];
  if (output === undefined) return { reason: 'missing_output' };
  const before = spoken.slice(0, last);
  const question = before.pop();
  if (question === undefined || ![...before, question].some((turn) => turn.speaker === 'Human')) {
    return { reason: 'missing_instruction' };
  }
  const text = {
    instruction:
      question.speaker === 'Human' ? escapeFirstLine(question.text) : writeTurn(question),
    input: [...system, ...before].map(writeTurn).join('\n\n'),
    output: output.text,
  };
  return { text, turnsLeftOut: spoken.length - last - 1 };
}

/**
 * The exact inverse of `foldTurns` for a record that holds a dialogue: its turns, System first. A record whose
 * `input` is no transcript is one question: instruction, a blank line, input; it has no escapes to take off.
 */
export function unfoldTurns({ instruction, input, output }: RecordText): readonly Turn[] {
  const answer = { speaker: 'Assistant', text: output } as const;
  if (input !== '' && !opensWithHeader.test(input)) {
    return [{ speaker: 'Human', text: `${instruction}\n\n${input}` }, answer];
  }
  const question = opensWithHeader.test(instruction)
    ? readTurns(instruction)
    : [{ speaker: 'Human', text: unescapeFirstLine(instruction) } as const];
  return [...readTurns(input), ...question, answer];
}

/** The turns in the order a transcript has them: one System turn at most, then the spoken ones, none empty, neighbours of one speaker joined. */
function orderTurns(turns: readonly Turn[]): readonly [system: Turn[], spoken: Turn[]] {
  const filled = turns
    .map(({ speaker, text }) => ({ speaker, text: text.trim() }))
    .filter((turn) => turn.text !== '');
  return [
    joinNeighbours(filled.filter((turn) => turn.speaker === 'System')),
    joinNeighbours(filled.filter((turn) => turn.speaker !== 'System')),
  ];
}

function joinNeighbours(turns: readonly Turn[]): Turn[] {
  const joined: { speaker: Speaker; texts: string[] }[] = [];
  for (const { speaker, text } of turns) {
    const previous = joined.at(-1);
    if (previous?.speaker === speaker) previous.texts.push(text);
    else joined.push({ speaker, texts: [text] });
  }
  return joined.map(({ speaker, texts }) => ({ speaker, text: texts.join('\n\n') }));
}

/** A turn as a transcript holds it: header, one space, text in which no later line reads as a header. */
function writeTurn({ speaker, text }: Turn): string {
  return `${speaker}: ${escapeLaterLines(text)}`;
}

const opensWithHeader = /^(?:Human|Assistant|System|Tool): /u;
const turnBorder = /\n\n(?=(?:Human|Assistant|System|Tool): )/u;

function readTurns(transcript: string): readonly Turn[] {
  return transcript.split(turnBorder).flatMap((part) => {
    const speaker = speakers.find((name) => part.startsWith(`${name}: `));
    if (speaker === undefined) return [];
    return [{ speaker, text: unescapeLaterLines(part.slice(speaker.length + 2)) }];
  });
}

// A line is what follows U+000A alone; a header-like line gets one more backslash, so that taking one off is exact.
const escapeLaterLines = (text: string): string =>
  text.replace(/\n(?=\\*(?:Human|Assistant|System|Tool):)/gu, '\n\\');
const unescapeLaterLines = (text: string): string =>
  text.replace(/\n\\(?=\\*(?:Human|Assistant|System|Tool):)/gu, '\n');
const escapeFirstLine = (text: string): string =>
  text.replace(/^(?=\\*(?:Human|Assistant|System|Tool):)/u, '\\');
const unescapeFirstLine = (text: string): string =>
  text.replace(/^\\(?=\\*(?:Human|Assistant|System|Tool):)/u, '');
