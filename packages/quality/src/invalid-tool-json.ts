import { assistantTurns } from './assistant-turns.ts';
import type { TagRule } from './tag-rule.ts';

// `<tool_call>` as this product and Hermes write it, `<functioncall>` as Glaive does, which ends with its turn.
const call = /(?<![`'"“\w])<(tool_call|functioncall)>(?![`'"”])/gu;
const turnEnd = '<|endoftext|>';
const shownUnits = 120;

/** A call whose arguments a parser would refuse; a call in another syntax than JSON, as `<function=…>`, is none. */
export const invalidToolJson: TagRule = {
  about: 'a tool call of the assistant holds JSON that does not parse',
  find: (record) => {
    for (const turn of assistantTurns(record, ['<tool_', '<funct'])) {
      const broken = brokenCall(turn);
      if (broken !== undefined) return broken;
    }
    return undefined;
  },
};

function brokenCall(turn: string): string | undefined {
  for (const { 0: opening, 1: name = '', index } of turn.matchAll(call)) {
    const rest = turn.slice(index + opening.length);
    const close = rest.indexOf(`</${name}>`);
    const content = textOfCall(rest, close);
    // Without an end, what is no JSON may be prose about calls.
    const isJson = /^[{[]/u.test(content) || (close !== -1 && !content.startsWith('<'));
    if (isJson && !parses(content)) return content.slice(0, shownUnits).toWellFormed();
  }
  return undefined;
}

function textOfCall(rest: string, close: number): string {
  if (close !== -1) return rest.slice(0, close).trim();
  const end = rest.indexOf(turnEnd);
  return (end === -1 ? rest : rest.slice(0, end)).trim();
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Whether it parses is all that is asked.
    return false;
  }
}
