import { parseTemplate, type TemplatePart } from '@llamaforge/schema';
import { notText } from './field-text.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { Row } from './row.ts';
import { scalarText, shownValue } from './scalar-text.ts';
import { filtered } from './template-filters.ts';
import { valueAt } from './value-at.ts';

/** The texts that stand for values, by path and value. */
type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A template made ready for many rows. */
export interface CompiledTemplate {
  readonly parts: readonly TemplatePart[];
  readonly paths: readonly string[];
  readonly words: Words;
}

/** Parses a template that a schema has checked; throws of one that is malformed. */
export function compileTemplate(template: string, words: Words = {}): CompiledTemplate {
  const parsed = parseTemplate(template);
  if ('problem' in parsed)
    throw new Error(`The template ${JSON.stringify(template)} ${parsed.problem}.`);
  const { parts } = parsed;
  return {
    parts,
    paths: parts.flatMap((part) => (part.kind === 'placeholder' ? [part.path] : [])),
    words,
  };
}

/** The text, or nothing where one of its placeholders is blank, lest words be kept without what they frame. */
export function filledText(row: Row, template: CompiledTemplate): string | Refusal {
  const filled = fillTemplate(row, template);
  if ('reason' in filled) return filled;
  return filled.blanks === 0 ? filled.text : '';
}

/** The text, or nothing where all of its placeholders are blank. */
export function optionalText(row: Row, template: CompiledTemplate): string | Refusal {
  const filled = fillTemplate(row, template);
  if ('reason' in filled) return filled;
  return filled.placeholders > 0 && filled.blanks === filled.placeholders ? '' : filled.text;
}

/** A template's text for one row, with its placeholders counted. */
interface FilledTemplate {
  readonly text: string;
  readonly placeholders: number;
  readonly blanks: number;
}

/** Puts the row's values in the template's places, each trimmed; the first that is no text refuses. */
function fillTemplate(row: Row, { parts, words }: CompiledTemplate): FilledTemplate | Refusal {
  let text = '';
  let placeholders = 0;
  let blanks = 0;
  for (const part of parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const value = placeholderText(row, part, words);
    if (typeof value !== 'string') return value;
    placeholders += 1;
    if (value === '') blanks += 1;
    text += value;
  }
  return { text, placeholders, blanks };
}

type Placeholder = Extract<TemplatePart, { kind: 'placeholder' }>;

function placeholderText(row: Row, placeholder: Placeholder, words: Words): string | Refusal {
  const { path } = placeholder;
  const value = valueAt(row, path);
  if (value === undefined) return '';
  const wordsHere = Object.hasOwn(words, path) ? words[path] : undefined;
  if (wordsHere === undefined) return valueText(value, placeholder);
  const word = wordFor(value, wordsHere, path);
  return typeof word === 'string' ? valueText(word, placeholder) : word;
}

function valueText(value: unknown, { path, filter }: Placeholder): string | Refusal {
  const text =
    filter === undefined
      ? (scalarText(value) ?? notText(path, value))
      : filtered(value, filter, path);
  return typeof text === 'string' ? text.trim() : text;
}

function wordFor(
  value: unknown,
  words: Readonly<Record<string, string>>,
  path: string,
): string | Refusal {
  const key = scalarText(value);
  if (key === undefined) return notText(path, value);
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  return word ?? refuse('not_selected', `\`${path}\` is ${shownValue(value)}, which has no word`);
}
