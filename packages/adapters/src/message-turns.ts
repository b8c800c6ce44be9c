import type { Turn } from '@llamaforge/schema';
import { contentText } from './content-text.ts';
import type { Turns } from './dialogue.ts';
import { hasText } from './field-text.ts';
import { refuse, type Refusal } from './outcome.ts';
import { fieldOf, holds, isRow, kindOf, listKeys, type Row } from './row.ts';
import { speakerOfRole } from './speaker-of-role.ts';
import { callLines, callText } from './tool-calls.ts';

/** The turns of `{role, content}` or `{from, value}` messages; each message's own keys say which it is. */
export function messageTurns(messages: readonly unknown[], where: string): Turns {
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const read = readMessage(message, `${where}.${String(index)}`);
    if ('reason' in read) return read;
    turns.push(...read);
  }
  return turns;
}

/** Most messages are one turn; calls under another role than the assistant's are a turn of their own, because a call is always the assistant's. */
function readMessage(message: unknown, where: string): Turns {
  if (!isRow(message)) {
    return refuse('unknown_role', `\`${where}\` is ${kindOf(message)}, without a role`);
  }
  const [roleKey, textKey] = holds(message, 'role') ? ['role', 'content'] : ['from', 'value'];
  const role = fieldOf(message, roleKey);
  const speaker = speakerOfRole(role);
  if (speaker === undefined) return unknownRole(message, role, where);
  const content = contentText(fieldOf(message, textKey), `${where}.${textKey}`);
  if (typeof content !== 'string') return content;
  const calls = callLines(message, where);
  if ('reason' in calls) return calls;

  const text = content.trim();
  const own = role === 'function_call' && text !== '' ? callText(text) : text;
  if (speaker === 'Assistant') return [{ speaker, text: openedByReasoning(message, own, calls) }];
  return calls.length === 0
    ? [{ speaker, text: own }]
    : [
        { speaker, text: own },
        { speaker: 'Assistant', text: calls.join('\n') },
      ];
}

const SHOWN_ROLE_CHARACTERS = 60;

function unknownRole(message: Row, role: unknown, where: string): Refusal {
  const what =
    role === undefined
      ? `has neither \`role\` nor \`from\`, its keys: ${listKeys(message)}`
      : `has the role ${typeof role === 'string' ? JSON.stringify(role.slice(0, SHOWN_ROLE_CHARACTERS)) : kindOf(role)}`;
  return refuse('unknown_role', `\`${where}\` ${what}`);
}

const reasoningKeys = ['reasoning_content', 'reasoning', 'thinking'] as const;

function openedByReasoning(message: Row, text: string, calls: readonly string[]): string {
  const said = calls.length === 0 ? text : [...(text === '' ? [] : [text]), ...calls].join('\n');
  for (const key of reasoningKeys) {
    const reasoning = fieldOf(message, key);
    if (hasText(reasoning)) return `<think>\n${reasoning.trim()}\n</think>\n\n${said}`;
  }
  return said;
}
