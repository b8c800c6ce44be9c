import type { Rule } from './pattern-language.ts';

/** Logic, puzzles, questions whose answer must be worked out from what is given. */
export const reasoningRules: readonly Rule[] = [
  {
    weight: 30,
    when: [
      ['instruction.logicWords', 1],
      ['instruction.choiceLines', 2],
    ],
  },
  {
    weight: 15,
    when: [
      ['prompt.logicWords', 2],
      ['output.bytes', 1, 400],
    ],
  },
  {
    weight: 20,
    when: [
      ['prompt.logicWords', 3],
      ['output.bytes', 1, 400],
    ],
  },
  {
    weight: 35,
    when: [
      ['prompt.puzzleWords', 2],
      ['output.bytes', 1, 120],
    ],
  },
  {
    weight: 20,
    when: [
      ['prompt.puzzleWords', 3],
      ['output.bytes', 1, 120],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.optionsHeader', 1],
      ['output.bytes', 1, 40],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.asksYesOrNo', 1],
      ['output.answersYesOrNo', 1],
      ['output.bytes', 1, 8],
      ['prompt.bytes', 0, 300],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.sentences', 3],
      ['instruction.endsAsking', 1],
      ['instruction.bytes', 0, 700],
      ['input.bytes', 0, 0],
      ['output.bytes', 1, 300],
      ['output.inInstruction', 0, 0],
      ['instruction.namesPassage', 0, 0],
      ['instruction.asksForStance', 0, 0],
      ['instruction.digitShare', 0, 15],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.supposes', 1],
      ['instruction.endsAsking', 1],
      ['instruction.bytes', 0, 500],
      ['instruction.digitShare', 0, 15],
      ['input.bytes', 0, 0],
      ['output.bytes', 1, 300],
      ['instruction.asksForStance', 0, 0],
      ['instruction.yourSituation', 0, 3],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.endsAsking', 1],
      ['instruction.bytes', 0, 500],
      ['input.bytes', 0, 0],
      ['output.bytes', 20, 400],
      ['output.thinksAloud', 1],
      ['output.argues', 0, 4],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.asksSupposition', 1],
      ['output.answersYesOrNo', 1],
      ['prompt.bytes', 0, 300],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.countsOwnThings', 1],
      ['instruction.asksHowMany', 1],
      ['output.bytes', 1, 4],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.thinksAloud', 3],
      ['output.equations', 0, 0],
      ['output.bytes', 0, 1200],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.choiceLines', 3],
      ['input.bytes', 60, 900],
      ['prompt.namesPassage', 0, 0],
    ],
  },
];
