import { namedCall, type NamedCall } from '../named-call.ts';
import { refuse, type Refusal } from '../outcome.ts';
import { parsedJson } from '../parsed-json.ts';
import { callText } from '../tool-calls.ts';
import { writtenJson } from '../written-json.ts';
import type { Cleaner } from './cleaner.ts';

/**
 * Rewrites Glaive's `<functioncall> {"name": "f", "arguments": '{"a": 1}'}`, which is not JSON, as
 * `<tool_call>{"name":"f","arguments":{"a":1}}</tool_call>`, which is; refuses a call that cannot be read.
 */
export const glaiveCalls: Cleaner = (text) => {
  let cleaned = '';
  let end = 0;
  for (let mark = text.indexOf(MARK); mark !== -1; mark = text.indexOf(MARK, end)) {
    const start = mark + MARK.length;
    const spoken = turnFrom(text, start);
    const length = objectLength(spoken);
    const call = parsedCall(spoken.slice(0, length).trim());
    if (call === undefined) return unreadable(spoken);
    const written = writtenJson(call, 'arguments');
    if ('reason' in written) return written;
    cleaned += text.slice(end, mark) + callText(written.json);
    end = start + length;
  }
  return cleaned + text.slice(end);
};

const MARK = '<functioncall>';
const SHOWN_CHARACTERS = 80;

function unreadable(spoken: string): Refusal {
  const begun = JSON.stringify(spoken.trim().slice(0, SHOWN_CHARACTERS));
  return refuse('invalid_call', `holds a call that is no JSON: ${begun}`);
}

/** What is left of the turn, so that a call that is cut short never takes in words of the next. */
function turnFrom(text: string, start: number): string {
  const border = /<\|endoftext\|>|<functioncall>|\n\n(?:USER|ASSISTANT|FUNCTION RESPONSE):/gu;
  border.lastIndex = start;
  return text.slice(start, border.exec(text)?.index);
}

/**
 * The length of the object that begins after blanks; 0 where none does or it does not end. Single quotes need no
 * attention: they stand around arguments that are JSON themselves, or as apostrophes within its strings.
 */
function objectLength(spoken: string): number {
  if (!spoken.trimStart().startsWith('{')) return 0;
  let depth = 0;
  for (let index = 0; index < spoken.length; index += 1) {
    const character = spoken[index];
    if (character === '"') index = stringEnd(spoken, index) - 1;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return 0;
}

/** Where the string ends (exclusive) whose quote stands at `start`. A regular expression would run out of stack in a long one. */
function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

const quotedArguments = /("arguments"\s*:\s*)(['"])(\{.*\}|)\2(?=\s*[,}])/su;

function parsedCall(written: string): NamedCall | undefined {
  const asJson = namedCall(parsedJson(written));
  if (asJson !== undefined) return asJson;
  const quoted = quotedArguments.exec(written);
  if (quoted === null) return namedCall(parsedJson(escapedControls(written)));
  const [whole, key = '', , inner = ''] = quoted;
  const before = written.slice(0, quoted.index) + key;
  const after = written.slice(quoted.index + whole.length);
  for (const readable of readings(inner)) {
    if (parsedJson(readable) === undefined) continue;
    return namedCall(parsedJson(before + readable + after));
  }
  return undefined;
}

/** What the quoted arguments may be as JSON, likeliest first: as they stand, apostrophes unescaped, all backslashes undone as a Python literal has them, line breaks within strings escaped. */
function* readings(inner: string): Generator<string> {
  const apostrophes = inner.replaceAll("\\'", "'");
  yield inner === '' ? '{}' : inner;
  yield apostrophes;
  yield inner.replace(/\\([\\'"])/gu, '$1');
  yield escapedControls(apostrophes);
}

function escapedControls(json: string): string {
  let escaped = '';
  let end = 0;
  for (let quote = json.indexOf('"'); quote !== -1; quote = json.indexOf('"', end)) {
    escaped += json.slice(end, quote);
    end = stringEnd(json, quote);
    escaped += json.slice(quote, end).replace(/\p{Cc}/gu, escapedControl);
  }
  return escaped + json.slice(end);
}

function escapedControl(control: string): string {
  return JSON.stringify(control).slice(1, -1);
}
