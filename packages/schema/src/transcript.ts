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
  const { system, spoken } = orderTurns(turns);
  const last = spoken.findLastIndex((turn) => turn.speaker === 'Assistant');
  const output = spoken[last];
  if (output === undefined) return { reason: 'missing_output' };
  const asked = spoken.findIndex((turn) => turn.speaker === 'Human');
  const question = spoken[last - 1];
  if (question === undefined || asked === -1 || asked > last) {
    return { reason: 'missing_instruction' };
  }
  const text = {
    instruction:
      question.speaker === 'Human' ? escapeFirstLine(question.text) : writeTurns([question]),
    input: writeTurns([...system, ...spoken.slice(0, last - 1)]),
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
function orderTurns(turns: readonly Turn[]): {
  readonly system: readonly Turn[];
  readonly spoken: readonly Turn[];
} {
  const system: Turn[] = [];
  const spoken: Turn[] = [];
  for (const { speaker, text } of turns) {
    const trimmed = text.trim();
    if (trimmed === '') continue;
    const ordered = speaker === 'System' ? system : spoken;
    const previous = ordered.at(-1);
    if (previous?.speaker !== speaker) ordered.push({ speaker, text: trimmed });
    else ordered[ordered.length - 1] = { speaker, text: `${previous.text}\n\n${trimmed}` };
  }
  return { system, spoken };
}

/** Turns as a transcript holds them: header, one space, text in which no later line reads as a header; a blank line between them. */
function writeTurns(turns: readonly Turn[]): string {
  // All pieces are joined at once, because a text put together piece by piece is copied once more when it is read.
  const pieces: string[] = [];
  for (const { speaker, text } of turns) {
    pieces.push(pieces.length === 0 ? speaker : `\n\n${speaker}`, ': ', escapeLaterLines(text));
  }
  return pieces.join('');
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
  hasHeaderLine(text) ? text.replace(/\n(?=\\*(?:Human|Assistant|System|Tool):)/gu, '\n\\') : text;
const unescapeLaterLines = (text: string): string =>
  hasHeaderLine(text) ? text.replace(/\n\\(?=\\*(?:Human|Assistant|System|Tool):)/gu, '\n') : text;
const escapeFirstLine = (text: string): string =>
  text.replace(/^(?=\\*(?:Human|Assistant|System|Tool):)/u, '\\');
const unescapeFirstLine = (text: string): string =>
  text.replace(/^\\(?=\\*(?:Human|Assistant|System|Tool):)/u, '');

const headerLine = /\\*(?:Human|Assistant|System|Tool):/uy;
const headerBeginnings = '\\HAST';

/** Whether one of the lines after the first reads as a header. */
function hasHeaderLine(text: string): boolean {
  // Going from line to line takes a fifth of the time of a pattern that is tried at every character.
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (!headerBeginnings.includes(text.charAt(at + 1))) continue;
    headerLine.lastIndex = at + 1;
    if (headerLine.test(text)) return true;
  }
  return false;
}
