import type { Row } from './row.ts';
import { shapeNames, type ShapeName } from '@llamaforge/schema';
import type { Shape } from './shape.ts';
import { alpaca } from './shapes/alpaca.ts';
import { contextResponse } from './shapes/context-response.ts';
import { dialogstudio } from './shapes/dialogstudio.ts';
import { instances } from './shapes/instances.ts';
import { messages } from './shapes/messages.ts';
import { multipleChoice } from './shapes/multiple-choice.ts';
import { preference } from './shapes/preference.ts';
import { promptCompletion } from './shapes/prompt-completion.ts';
import { questionAnswer } from './shapes/question-answer.ts';
import { schemaGuided } from './shapes/schema-guided.ts';
import { sharegpt } from './shapes/sharegpt.ts';
import { squad } from './shapes/squad.ts';
import { systemChat } from './shapes/system-chat.ts';
import { taskmaster } from './shapes/taskmaster.ts';
import { textPair } from './shapes/text-pair.ts';
import { turns } from './shapes/turns.ts';

/** Every row shape by its name; the order in which they are tried is that of `shapeNames`. */
export const shapes: Readonly<Record<ShapeName, Shape>> = {
  preference,
  messages,
  sharegpt,
  turns,
  system_chat: systemChat,
  instances,
  alpaca,
  squad,
  multiple_choice: multipleChoice,
  question_answer: questionAnswer,
  prompt_completion: promptCompletion,
  text_pair: textPair,
  schema_guided: schemaGuided,
  taskmaster,
  dialogstudio,
  context_response: contextResponse,
};

/** The first shape that fits the row, or the given one if it does; undefined where none fits. */
export function detectShape(row: Row, given?: ShapeName): ShapeName | undefined {
  if (given !== undefined) return shapes[given].fits(row) ? given : undefined;
  return shapeNames.find((name) => shapes[name].fits(row));
}
