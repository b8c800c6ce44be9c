import type { Rule } from './pattern-language.ts';

/** Sums and formulas, worked or asked for. */
export const mathRules: readonly Rule[] = [
  {
    weight: 35,
    when: [
      ['output.equations', 1],
      ['output.codeInText', 0, 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.equations', 3],
      ['output.codeInText', 0, 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.operations', 1],
      ['output.codeInText', 0, 2],
    ],
  },
  { weight: 40, when: [['output.latex', 2]] },
  {
    weight: 30,
    when: [
      ['instruction.latex', 1],
      ['instruction.dollar', 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.dollar', 2],
      ['instruction.nonAsciiShare', 300],
    ],
  },
  { weight: 40, when: [['instruction.geometryInChinese', 1]] },
  {
    weight: 25,
    when: [
      ['instruction.asksHowMany', 1],
      ['instruction.digitShare', 10],
      ['prompt.bytes', 0, 700],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.asksForNumber', 2],
      ['instruction.digitShare', 5],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.asksForNumber', 1],
      ['instruction.digitShare', 20],
    ],
  },
  {
    weight: 15,
    when: [
      ['output.numberOnly', 1],
      ['instruction.digitShare', 10],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.numberOnly', 1],
      ['output.operations', 1],
    ],
  },
  {
    weight: 25,
    when: [
      ['output.workedAnswer', 1],
      ['output.digitShare', 30],
      ['output.codeInText', 0, 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.choiceLines', 3],
      ['output.digitShare', 60],
      ['instruction.digitShare', 60],
    ],
  },
  { weight: -25, when: [['input.assistantTurn', 1]] },
];
