import type { TagRule } from './tag-rule.ts';

// As programs write a value that is missing. `none`, `nil` and `undefined!` may be words, and `0`, `-` and `[]` answers.
const literals = new Set([
  'null',
  'NULL',
  'NaN',
  'nan',
  'NAN',
  'undefined',
  'None',
  'N/A',
  'n/a',
  'NA',
  '#N/A',
  '<NA>',
]);
const longestLiteral = 9;
// Where these words stand, such a value is what a program gives or what a field is to hold.
const isOfPrograms =
  /\b(?:code|coding|functions?|methods?|returns?|returned|prints?|outputs?|evaluates?|variables?|values?|expressions?|console|scripts?|programs?|programming|python|java\w*|typescript|sql|json|pandas|numpy|c\+\+|rust|queries|query|database|columns?|fields?|null|nan|none|undefined|n\/a|not (?:applicable|available))\b|[`{};]|\(\)/iu;
// Such a task has an answer; any other may be answered by `None`, as “How many …?” and “Name any …” are.
const hasAnAnswer =
  /\b(?:write|compose|summari[sz]e|translate|explain|describe|discuss|rewrite|paraphrase|rephrase|draft|tell me about|tell a|essay|story|poem|letter|e-?mail|create|design|suggest|brainstorm|imagine|give me|provide|generate|make|solve|calculate|compute|define|outline|compare|why|(?:what|who|where|when)(?:['’]s| is| was| did) (?:the|an?|my|your|his|her|their)|how (?:do|does|did|can|could|should|would|to))\b/iu;
const saysThereIsNone = /^(?:None|N\/A|n\/a|NA)$/u;

/** A missing value of a program that was written out as an answer; where the task may be answered so, it is not tagged. */
export const emptyLiteral: TagRule = {
  about:
    'the answer is a bare `null`, `NaN`, `undefined`, `None` or the like, which answers nothing',
  find: ({ instruction, input, output }, context) => {
    if (output.length > longestLiteral) return undefined;
    const literal = output.trim();
    if (!literals.has(literal) || context.category === 'code_debugging') return undefined;
    if (isOfPrograms.test(instruction) || input.includes(literal)) return undefined;
    return saysThereIsNone.test(literal) && !hasAnAnswer.test(instruction) ? undefined : literal;
  },
};
