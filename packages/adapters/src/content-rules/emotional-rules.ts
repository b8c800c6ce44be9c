import type { Rule } from './pattern-language.ts';

/** Feelings told and met with comfort; both are needed. */
export const emotionalRules: readonly Rule[] = [
  {
    weight: 40,
    when: [
      ['prompt.feelings', 1],
      ['output.comforts', 1],
    ],
  },
  {
    weight: 40,
    when: [
      ['prompt.feelings', 1],
      ['output.comforts', 2],
    ],
  },
];
