import { assistantTurns } from './assistant-turns.ts';
import type { TagRule } from './tag-rule.ts';

// `<tool_call>` as this product and Hermes write it, `<functioncall>` as Glaive does, which ends with its turn.
const call = /(?<![`'"“\w])<(tool_call|functioncall)>(?![`'"”])/gu;
const turnEnd = '<|endoftext|>';
const beginningUnits = 20;
const beginsAsJson = /^\s*[{[]/u;
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
  const unclosed = new Set<string>();
  let callEnd = 0;
  for (const { 0: opening, 1: name = '', index } of turn.matchAll(call)) {
    // What stands in a call's own texts opens none.
    if (index < callEnd) continue;
    const start = index + opening.length;
    // Where one call has no end, none after it has: looking again would cost a text of many calls its length each.
    const end = unclosed.has(name) ? -1 : turn.indexOf(`</${name}>`, start);
    if (end === -1) unclosed.add(name);
    const content = end === -1 ? jsonFrom(turn, start) : turn.slice(start, end).trim();
    if (content === undefined || content.startsWith('<')) continue;
    if (!parses(content)) return content.slice(0, shownUnits).toWellFormed();
    callEnd = end;
  }
  return undefined;
}

/** What stands after a call that has no end, up to the turn's; undefined where it is no JSON, but prose about calls. */
function jsonFrom(turn: string, start: number): string | undefined {
  const beginning = turn.slice(start, start + beginningUnits);
  if (!beginsAsJson.test(beginning)) return undefined;
  const end = turn.indexOf(turnEnd, start);
  return turn.slice(start, end === -1 ? turn.length : end).trim();
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
