import type { Rule } from './pattern-language.ts';

/** Stories, roles, and what narrates. */
export const creativeRules: readonly Rule[] = [
  {
    weight: 30,
    when: [
      ['instruction.asksForStory', 1],
      ['output.bytes', 300],
      ['output.listLines', 0, 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.asksForStory', 1],
      ['output.narrates', 8],
    ],
  },
  {
    weight: 45,
    when: [
      ['instruction.asksForRole', 1],
      ['input.assistantTurn', 0, 0],
      ['output.bytes', 80],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.givesRole', 1],
      ['output.bytes', 150],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 40,
    when: [
      ['output.narrates', 9],
      ['output.words', 0, 90],
      ['instruction.endsAsking', 0, 0],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 40,
    when: [
      ['output.narrates', 14],
      ['output.words', 91, 160],
      ['instruction.endsAsking', 0, 0],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 40,
    when: [
      ['output.narrates', 22],
      ['output.words', 161, 300],
      ['instruction.endsAsking', 0, 0],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 40,
    when: [
      ['output.narrates', 35],
      ['output.words', 301],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 35,
    when: [
      ['instruction.commandsAtStart', 0, 0],
      ['instruction.taskWords', 0, 0],
      ['instruction.endsAsking', 0, 0],
      ['instruction.bytes', 60],
      ['input.bytes', 0, 0],
      ['output.narrates', 6],
      ['output.listLines', 0, 0],
      ['output.bytes', 250],
    ],
  },
  {
    weight: 20,
    when: [
      ['instruction.fantasy', 1],
      ['output.bytes', 150],
      ['output.listLines', 0, 2],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 15,
    when: [
      ['output.quotation', 4],
      ['output.narrates', 8],
      ['input.bytes', 0, 0],
    ],
  },
  {
    weight: 10,
    when: [
      ['instruction.narrates', 2],
      ['output.narrates', 8],
      ['input.bytes', 0, 0],
    ],
  },
  { weight: 30, when: [['instruction.promptTag', 1]] },
  { weight: -30, when: [['output.bytes', 0, 120]] },
];
