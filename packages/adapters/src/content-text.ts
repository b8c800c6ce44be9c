import { notText } from './field-text.ts';
import { refuse, type Refusal } from './outcome.ts';
import { fieldOf, isList, isRow } from './row.ts';

/** A message's content as text: text as it is, a list of `{type: "text", text}` parts a line each, null as `''`. */
export function contentText(content: unknown, where: string): string | Refusal {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  if (!isList(content)) return notText(where, content);
  const lines: string[] = [];
  for (const part of content) {
    const text = partText(part);
    if (text === undefined) {
      return refuse('not_text', `\`${where}\` has a part that is not {type: "text", text}`);
    }
    lines.push(text);
  }
  return lines.join('\n');
}

function partText(part: unknown): string | undefined {
  if (!isRow(part) || fieldOf(part, 'type') !== 'text') return undefined;
  const text = fieldOf(part, 'text');
  return typeof text === 'string' ? text : undefined;
}
