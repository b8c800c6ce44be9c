import type { Rule } from './pattern-language.ts';

/** Calls to tools: lists of functions, call JSON, tool turns. */
export const toolRules: readonly Rule[] = [
  { weight: 60, when: [['output.toolMarkup', 1]] },
  { weight: 60, when: [['input.toolMarkup', 1]] },
  { weight: 55, when: [['prompt.toolsList', 2]] },
  {
    weight: 30,
    when: [
      ['prompt.toolsList', 1],
      ['output.jsonStart', 1],
    ],
  },
  { weight: 30, when: [['prompt.offersTools', 1]] },
  {
    weight: 25,
    when: [
      ['prompt.toolWords', 1],
      ['output.callStart', 1],
    ],
  },
  {
    weight: 20,
    when: [
      ['prompt.toolWords', 1],
      ['output.jsonStart', 1],
    ],
  },
  {
    weight: 35,
    when: [
      ['output.callStart', 1],
      ['output.lines', 1, 3],
      ['output.bracketCall', 1],
      ['instruction.codeInText', 0, 2],
    ],
  },
  { weight: 20, when: [['output.jsonStart', 1]] },
  { weight: 25, when: [['prompt.toolStep', 2]] },
  { weight: 30, when: [['output.toolStep', 1]] },
  { weight: 10, when: [['prompt.toolWords', 2]] },
  {
    weight: 15,
    when: [
      ['prompt.toolWords', 1],
      ['prompt.namedTool', 2],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['prompt.namedTool', 4],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 30,
    when: [
      ['output.toolCall', 1],
      ['output.codeAtLineStart', 0, 0],
    ],
  },
  { weight: 15, when: [['prompt.toolCall', 1]] },
];
