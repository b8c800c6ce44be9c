import type { Rule } from './pattern-language.ts';

/** Dilemmas, stances, debates, and talk that judges what someone does. */
export const moralRules: readonly Rule[] = [
  {
    weight: 45,
    when: [
      ['instruction.asksForStance', 1],
      ['output.bytes', 1, 12],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.ownStatement', 1],
      ['output.bytes', 1, 12],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.moralWords', 1],
      ['output.bytes', 1, 12],
    ],
  },
  {
    weight: 10,
    when: [
      ['instruction.moralWords', 1],
      ['output.bytes', 1, 200],
    ],
  },
  { weight: 15, when: [['instruction.moralWords', 3]] },
  {
    weight: 60,
    when: [
      ['instruction.addressesYou', 1],
      ['output.speaksOfSelf', 1],
      ['output.bytes', 1, 200],
      ['output.lines', 1, 1],
      ['input.bytes', 0, 0],
      ['instruction.endsAsking', 0, 0],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.yourSituation', 2],
      ['output.speaksOfSelf', 1],
      ['output.bytes', 1, 200],
      ['output.lines', 1, 1],
      ['input.bytes', 0, 0],
    ],
  },
  {
    weight: 30,
    when: [
      ['instruction.debates', 1],
      ['instruction.bytes', 1, 200],
      ['instruction.commandsAtStart', 0, 0],
      ['output.argues', 1],
      ['output.bytes', 40, 1500],
      ['output.listLines', 0, 0],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.bytes', 1, 200],
      ['instruction.endsAsking', 0, 0],
      ['instruction.commandsAtStart', 0, 0],
      ['output.argues', 4],
      ['output.bytes', 40, 1500],
      ['output.listLines', 0, 0],
      ['output.offersHelp', 0, 0],
      ['input.bytes', 0, 0],
      ['output.narrates', 0, 10],
    ],
  },
  {
    weight: 30,
    when: [
      ['instruction.endsSentence', 1],
      ['instruction.commandsAtStart', 0, 0],
      ['output.speaksOfSelf', 1],
      ['output.bytes', 1, 160],
      ['output.lines', 1, 1],
      ['output.sentences', 0, 2],
      ['input.bytes', 0, 0],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.questionMark', 1],
      ['instruction.endsAsking', 0, 0],
      ['instruction.bytes', 1, 200],
      ['instruction.lines', 1, 1],
      ['instruction.commandsAtStart', 0, 0],
      ['output.argues', 1],
      ['output.sentences', 1],
      ['output.listLines', 0, 0],
      ['input.bytes', 0, 0],
    ],
  },
  {
    weight: 40,
    when: [
      ['input.assistantTurn', 1],
      ['output.disapproves', 1],
    ],
  },
  {
    weight: 25,
    when: [
      ['input.assistantTurn', 1],
      ['output.moralWords', 1],
    ],
  },
  {
    weight: 20,
    when: [
      ['input.assistantTurn', 1],
      ['prompt.moralWords', 1],
      ['output.moralWords', 1],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.moralWords', 2],
      ['output.bytes', 0, 800],
    ],
  },
];
