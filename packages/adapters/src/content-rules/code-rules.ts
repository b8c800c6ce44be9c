import type { Rule } from './pattern-language.ts';

/** Programs, commits, repairs: what is written in a programming language, or asks for it. */
export const codeRules: readonly Rule[] = [
  {
    weight: 45,
    when: [
      ['output.codeAtLineStart', 1],
      ['output.codeInText', 2],
    ],
  },
  {
    weight: 25,
    when: [
      ['output.codeShare', 40],
      ['output.statementLines', 1],
    ],
  },
  {
    weight: 20,
    when: [
      ['output.indentedLines', 2],
      ['output.codeInText', 2],
    ],
  },
  {
    weight: 85,
    when: [
      ['output.sqlStart', 1],
      ['output.sqlClause', 1],
      ['output.sentences', 0, 1],
    ],
  },
  { weight: 30, when: [['output.codeFence', 2]] },
  { weight: 20, when: [['output.codeInText', 4]] },
  {
    weight: 25,
    when: [
      ['instruction.codeInText', 3],
      ['instruction.indentedLines', 2],
    ],
  },
  {
    weight: 20,
    when: [
      ['input.codeInText', 4],
      ['input.indentedLines', 2],
      ['input.assistantTurn', 0, 0],
    ],
  },
  {
    weight: 25,
    when: [
      ['instruction.codeAtLineStart', 1],
      ['instruction.codeInText', 2],
    ],
  },
  {
    weight: 30,
    when: [
      ['instruction.writesFunction', 1],
      ['instruction.bytes', 0, 600],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.asksForCode', 1],
      ['output.codeInText', 1],
    ],
  },
  {
    weight: 15,
    when: [
      ['instruction.repairsCode', 1],
      ['output.codeInText', 2],
    ],
  },
  {
    weight: -40,
    when: [
      ['output.codeInText', 0, 0],
      ['output.codeShare', 0, 30],
      ['output.sqlStart', 0, 0],
    ],
  },
];
