import type { Rule } from './pattern-language.ts';

/** Requests for general tasks and long helpful answers. */
export const instructionRules: readonly Rule[] = [
  { weight: 20, when: [['instruction.commandsAtStart', 1]] },
  {
    weight: 10,
    when: [
      ['prompt.taskWords', 1],
      ['input.assistantTurn', 0, 0],
      ['instruction.choiceLines', 0, 1],
    ],
  },
  {
    weight: 10,
    when: [
      ['prompt.taskWords', 3],
      ['input.assistantTurn', 0, 0],
      ['instruction.choiceLines', 0, 1],
    ],
  },
  {
    weight: 45,
    when: [
      ['instruction.asksForSentence', 1],
      ['output.bytes', 1, 300],
      ['instruction.choiceLines', 0, 0],
    ],
  },
  {
    weight: 70,
    when: [
      ['instruction.asksForQuestion', 1],
      ['output.endsAsking', 1],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.bytes', 250],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 15,
    when: [
      ['output.listLines', 3],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 10,
    when: [
      ['output.offersHelp', 2],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 10,
    when: [
      ['output.bytes', 500],
      ['input.assistantTurn', 0, 0],
      ['instruction.endsAsking', 1],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.asksWhyOrHow', 1],
      ['output.bytes', 150],
    ],
  },
];
