import { chosen, mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

const titles = ['Harbours', 'Lamp_oil', 'Tramways', 'Orchards', 'Ink'] as const;
const QUESTIONS_OF_PASSAGE = 5;

/** A question about a passage of some 700 characters that five questions share; its answer is in the passage, or there is none. */
export function passageQuestionRow(
  number: number,
  isAnswerable: boolean,
): {
  id: string;
  title: string;
  context: string;
  question: string;
  answers: { text: string[]; answer_start: number[] };
} {
  const passage = Math.floor(number / QUESTIONS_OF_PASSAGE);
  const context = prose(passage * 16 + 15, 700);
  const key = number * 16;
  const start = context.indexOf(' ', mixed(key + 1) % Math.floor(context.length / 2)) + 1;
  const end = context.indexOf(' ', start + 12);
  const text = context.slice(start, end === -1 ? undefined : end);
  return {
    id: `56${number.toString(16).padStart(8, '0')}${mixed(key + 2)
      .toString(16)
      .padStart(8, '0')}`,
    title: chosen(titles, passage),
    context,
    question: `What does line ${String(number)} say about ${chosen(titles, key + 3)}?`,
    answers: isAnswerable
      ? { text: [text], answer_start: [start] }
      : { text: [], answer_start: [] },
  };
}
