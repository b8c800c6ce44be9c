import { dialogue, type Turns } from './dialogue.ts';
import { hasText } from './field-text.ts';
import { refuse, type Outcome, type Refusal } from './outcome.ts';

/** What a single-turn shape reads: each text untrimmed, `''` where it is absent, or why it cannot be had. */
export interface ExchangeTexts {
  readonly instruction: string | Refusal;
  readonly input: string | Refusal;
  readonly output: string | Refusal;
}

/** One question and its answer as a record; a dialogue, with the input in the user's turn, where turns with text open it. */
export function exchange(opening: Turns, texts: ExchangeTexts): Outcome {
  if ('reason' in opening) return opening;
  if (typeof texts.instruction !== 'string') return texts.instruction;
  if (typeof texts.input !== 'string') return texts.input;
  if (typeof texts.output !== 'string') return texts.output;

  const instruction = texts.instruction.trim();
  const input = texts.input.trim();
  const output = texts.output.trim();
  // Checked before folding, so that an answer out of the history never stands in for the row's own.
  if (output === '') return refuse('missing_output', 'the answer is blank or absent');
  const opened = opening.length > 0 && opening.some(({ text }) => hasText(text));
  const question = opened ? joinTexts(instruction, input) : instruction;
  if (question === '') return refuse('missing_instruction', 'the question is blank or absent');
  return opened
    ? dialogue(opening, [
        { speaker: 'Human', text: question },
        { speaker: 'Assistant', text: output },
      ])
    : { text: { instruction, input, output }, turnsLeftOut: 0 };
}

function joinTexts(instruction: string, input: string): string {
  return instruction === '' || input === '' ? instruction + input : `${instruction}\n\n${input}`;
}
