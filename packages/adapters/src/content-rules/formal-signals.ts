import { listed, type Signal } from './signal.ts';

/** Marks of mathematics, logic and puzzles. */
export const formalSignals = {
  latex: {
    at: 'anywhere',
    literals: listed(
      '\\frac | \\sqrt | \\boxed | \\left | \\cdot | \\times | \\le | \\ge | \\in | \\text | \\pi',
      '\\angle | \\sum | \\begin | \\[ | \\( | ^2 | ^{ | _{ | \\% | \\overline | \\mathrm | \\alpha',
    ),
  },
  dollar: {
    at: 'anywhere',
    literals: listed('$'),
  },
  workedAnswer: {
    at: 'anywhere',
    literals: listed(
      '#### | << | \\boxed | answer:  | answer is  | the answer is | answer: | => | hence,',
      'so, the total | ans: | ans. | choice  | -->',
    ),
  },
  asksForNumber: {
    at: 'word',
    literals: listed(
      'find | calculate | compute | solve | evaluate | simplify | what is the value',
      'how many | how much | what percent | in total | altogether | average | ratio',
      'percentage | per cent | probability | equation | integer | integers | number of',
      'sum | product | remainder | area | perimeter | radius | volume | triangle',
      'rectangle | circle | polynomial | function | what is the greatest | least | positive',
      'degrees | speed | interest | profit | cost | price | each | left | more than | fewer',
      'total | times | twice | half | percent | %',
    ),
  },
  geometryInChinese: {
    at: 'anywhere',
    literals: listed(
      '函数 | 方程 | 已知 | 直线 | 圆 | 数列 | 向量 | 概率 | 椭圆 | 集合 | 三角 | 等于 | 取值范围 | 实数',
    ),
  },
  logicWords: {
    at: 'word',
    literals: listed(
      'conclusion | conclusions | premise | premises | deductively | valid | invalid',
      'argument | arguments | inferred | infer | inference | assumption | assumptions',
      'assumes | weaken | weakens | strengthen | strengthens | undermine | undermines',
      'must be true | can be concluded | cannot be true | logically | it follows',
      'contradict | contradicts | contradictory | if the above | above statement',
      'above statements | above argument | above conclusion | above view | the above',
      'above-mentioned | derived | concluded | corollary | supports | speculation',
      'hypothesis | doubt | statement is | statements is | can be derived | if true',
      'best explain | best explains | refute | flaw | question the | best support',
      'most support | can be drawn | reasoning | deduce | except | presupposes',
      'most seriously | is true | are true',
    ),
  },
  puzzleWords: {
    at: 'word',
    literals: listed(
      'to the left of | to the right of | leftmost | rightmost | older than | younger than',
      'taller than | shorter than | finished above | finished below | swap | swaps',
      'swapped | steps forward | turn left | turn right | turn around | starting point',
      'tells the truth | lies | liar | exactly one | the following conditions',
      'at the same time | in order | second from | third from | parentheses | brackets',
      'sequence | subsequence | puzzle | riddle | brother | sister | race | overtook',
      'does not belong | most likely | which person | position | arranged | trade',
      'what is the date | days ago | from today | the date | yesterday | tomorrow | cause',
      'intentionally | if and only if | brothers | sisters | a row | each of them',
      'one of them | same day | neighbor | string | strings | either | neither | sit | sits',
      'sitting | next to | opposite | overtake | overtaken',
    ),
  },
  countsOwnThings: {
    at: 'word',
    literals: listed('do i have | i have | are there'),
  },
  optionsHeader: {
    at: 'line_start',
    literals: listed('options: | choices: | answer choices:'),
  },
  thinksAloud: {
    at: 'word',
    literals: listed(
      "let's think | step by step | step 1 | therefore | thus | so the answer | which means",
      'we know | we can | it follows | hence | since | first, | because | implies | <think>',
    ),
  },
} as const satisfies Record<string, Signal>;
