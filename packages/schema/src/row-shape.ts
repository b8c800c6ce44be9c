/** The row shapes in the order in which they are tried: the first that fits counts. */
export const shapeNames = [
  'preference',
  'messages',
  'sharegpt',
  'turns',
  'system_chat',
  'instances',
  'alpaca',
  'squad',
  'multiple_choice',
  'question_answer',
  'prompt_completion',
  'text_pair',
  'schema_guided',
  'taskmaster',
  'dialogstudio',
  'context_response',
] as const;

export type ShapeName = (typeof shapeNames)[number];

/** What a ledger names a row's shape; `columns`, `template` and `group` where a card or recipe mapped the row. */
export const rowShapes = [...shapeNames, 'columns', 'template', 'group'] as const;

export type RowShape = (typeof rowShapes)[number];
