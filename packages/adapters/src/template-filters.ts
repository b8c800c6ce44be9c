import type { TemplateFilter } from '@llamaforge/schema';
import { namedCall } from './named-call.ts';
import { refuse, type Refusal } from './outcome.ts';
import { parsedJson } from './parsed-json.ts';
import { isList, kindOf } from './row.ts';
import { callText } from './tool-calls.ts';
import { writtenJson } from './written-json.ts';

type Filter = (value: unknown, where: string) => string | Refusal;

/** What each filter makes of a parsed value; `where` names the value's path in a refusal. */
const filters: Readonly<Record<TemplateFilter, Filter>> = {
  json: jsonOf,
  tool_calls: (value, where) => {
    if (!isList(value))
      return refuse('invalid_call', `\`${where}\` is ${kindOf(value)}, no list of calls`);
    const lines: string[] = [];
    for (const [index, item] of value.entries()) {
      const call = namedCall(item);
      const place = `${where}.${String(index)}`;
      if (call === undefined) {
        return refuse(
          'invalid_call',
          `\`${place}\` is no {name, arguments} with an object of arguments`,
        );
      }
      const json = jsonOf(call, place);
      if (typeof json !== 'string') return json;
      lines.push(callText(json));
    }
    return lines.join('\n');
  },
  tools: (value, where) => {
    const json = jsonOf(value, where);
    return typeof json === 'string' ? `<tools>${json}</tools>` : json;
  },
};

/** What the filter makes of a value or of the JSON text that stands for one; no text where the value is null or blank. */
export function filtered(value: unknown, filter: TemplateFilter, where: string): string | Refusal {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return filters[filter](value, where);
  if (value.trim() === '') return '';
  const parsed = parsedJson(value);
  if (parsed === undefined) return refuse('invalid_call', `\`${where}\` is text that is no JSON`);
  return parsed === null ? '' : filters[filter](parsed, where);
}

function jsonOf(value: unknown, where: string): string | Refusal {
  const written = writtenJson(value, where);
  return 'reason' in written ? written : written.json;
}
