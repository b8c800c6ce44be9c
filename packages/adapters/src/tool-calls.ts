import { refuse, type Refusal } from './outcome.ts';
import { fieldOf, isList, isRow, type Row } from './row.ts';
import { writtenJson } from './written-json.ts';

/** A call as a transcript holds it. */
export function callText(call: string): string {
  return `<tool_call>${call}</tool_call>`;
}

/** A message's `tool_calls`, each as one line around its `function`; none where there are none. */
export function callLines(message: Row, where: string): readonly string[] | Refusal {
  const calls = fieldOf(message, 'tool_calls');
  if (calls === undefined) return [];
  const malformed = refuse(
    'not_text',
    `\`${where}.tool_calls\` is not a list of objects with an object \`function\``,
  );
  if (!isList(calls)) return malformed;
  const lines: string[] = [];
  for (const call of calls) {
    const called = isRow(call) ? fieldOf(call, 'function') : undefined;
    if (!isRow(called)) return malformed;
    const written = writtenJson(called, `${where}.tool_calls`);
    if ('reason' in written) return written;
    lines.push(callText(written.json));
  }
  return lines;
}
