import type { Rule } from './pattern-language.ts';

/** Questions of fact, with or without a passage, and their short answers. */
export const factualRules: readonly Rule[] = [
  {
    weight: 35,
    when: [
      ['instruction.asksFactAtStart', 1],
      ['output.bytes', 1, 100],
      ['output.lines', 1, 2],
      ['instruction.asksForSentence', 0, 0],
    ],
  },
  {
    weight: 30,
    when: [
      ['instruction.questionHeader', 1],
      ['instruction.asksFact', 1],
      ['output.bytes', 1, 100],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.asksFact', 1],
      ['instruction.endsAsking', 1],
      ['output.bytes', 1, 100],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.answerHeader', 1],
      ['output.bytes', 1, 100],
    ],
  },
  {
    weight: 45,
    when: [
      ['input.bytes', 200],
      ['output.inInput', 1],
      ['output.bytes', 3, 200],
      ['input.assistantTurn', 0, 0],
      ['output.answersYesOrNo', 0, 0],
    ],
  },
  {
    weight: 45,
    when: [
      ['instruction.bytes', 400],
      ['output.inInstruction', 1],
      ['output.bytes', 3, 200],
      ['output.choiceLines', 0, 0],
      ['instruction.optionsHeader', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['prompt.bytes', 400],
      ['prompt.namesPassage', 1],
      ['output.bytes', 1, 100],
      ['instruction.optionsHeader', 0, 0],
    ],
  },
  {
    weight: 15,
    when: [
      ['prompt.bytes', 400],
      ['prompt.asksToAnswer', 1],
      ['output.bytes', 1, 100],
      ['instruction.choiceLines', 0, 0],
      ['instruction.optionsHeader', 0, 0],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.bytes', 600],
      ['instruction.asksFact', 1],
      ['output.bytes', 1, 100],
      ['instruction.optionsHeader', 0, 0],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.bytes', 1, 120],
      ['instruction.sentences', 0, 0],
      ['instruction.commandsAtStart', 0, 0],
      ['output.bytes', 1, 40],
      ['output.sentences', 0, 0],
      ['input.bytes', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.endsSentence', 0, 0],
      ['instruction.endsAsking', 0, 0],
      ['instruction.commandsAtStart', 0, 0],
      ['output.bytes', 1, 300],
      ['output.lines', 1, 1],
      ['output.sentences', 0, 1],
      ['input.bytes', 0, 0],
      ['instruction.choiceLines', 0, 0],
      ['instruction.taskWords', 0, 0],
      ['instruction.debates', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.endsColon', 1],
      ['instruction.commandsAtStart', 0, 0],
      ['instruction.lines', 1, 2],
      ['output.bytes', 1, 300],
      ['output.lines', 1, 1],
      ['output.sentences', 0, 1],
      ['input.bytes', 0, 0],
      ['instruction.asksForSentence', 0, 0],
    ],
  },
  {
    weight: 30,
    when: [
      ['instruction.blankToFill', 1],
      ['output.bytes', 1, 100],
      ['instruction.asksForSentence', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['input.bytes', 200],
      ['instruction.asksFactAtStart', 1],
      ['output.bytes', 1, 500],
      ['input.assistantTurn', 0, 0],
      ['input.codeInText', 0, 2],
      ['instruction.choiceLines', 0, 1],
    ],
  },
  { weight: 30, when: [['prompt.trueOrFalse', 1]] },
  {
    weight: 30,
    when: [
      ['instruction.choiceLines', 3],
      ['input.bytes', 0, 0],
      ['instruction.bytes', 0, 800],
      ['instruction.optionsHeader', 0, 0],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.choiceLines', 3],
      ['prompt.namesPassage', 1],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.choiceLines', 3],
      ['input.bytes', 800],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.asksFactAtStart', 1],
      ['output.bytes', 100, 300],
      ['output.lines', 1, 1],
      ['input.bytes', 0, 0],
    ],
  },
  { weight: 15, when: [['instruction.asksWhich', 1]] },
];
