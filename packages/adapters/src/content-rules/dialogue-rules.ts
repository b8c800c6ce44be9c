import type { Rule } from './pattern-language.ts';

/** Transcripts; what makes a transcript another category weighs against it. */
export const dialogueRules: readonly Rule[] = [
  {
    weight: 50,
    when: [
      ['input.assistantTurn', 1],
      ['input.humanTurn', 1],
    ],
  },
  {
    weight: 15,
    when: [
      ['input.assistantTurn', 2],
      ['input.humanTurn', 2],
    ],
  },
  {
    weight: 15,
    when: [
      ['input.assistantTurn', 1],
      ['prompt.talksCasually', 2],
    ],
  },
  {
    weight: 30,
    when: [
      ['prompt.assistantTurn', 2],
      ['prompt.humanTurn', 2],
    ],
  },
  { weight: -60, when: [['input.toolMarkup', 1]] },
  { weight: -25, when: [['prompt.moralWords', 1]] },
  { weight: -20, when: [['prompt.harmWords', 1]] },
  { weight: -20, when: [['input.systemTurn', 1]] },
];
