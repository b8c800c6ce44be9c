import {
  categories,
  recordKeys,
  writeRecordLine,
  type Category,
  type CorpusRecord,
} from '@llamaforge/schema';
import { isUtf8 } from 'node:buffer';

/**
 * The record of a line that is, byte for byte, as `writeRecordLine` writes it; undefined for any other: its digest
 * would not be the record's. Told without writing most lines anew, which takes three times as long.
 */
export function recordOfLine(line: Buffer): CorpusRecord | undefined {
  const text = line.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  // What is not UTF-8 was read as this character.
  if (text.includes('\ufffd') && !isUtf8(line)) return undefined;
  return isWrittenSo(text, value) ? value : undefined;
}

// What may be an escape that `JSON.stringify` does not write: `\/`, `\u00e9`, `\u000a`.
const oddEscape = /\\(?:\/|u(?!00[01][0-9a-f])|u000[89acd])/u;

const frameLength = '{"instruction":"","input":"","output":"","_category":"","_source":""}'.length;

function isWrittenSo(text: string, record: CorpusRecord): boolean {
  const { instruction, input, output, _category, _source } = record;
  // Most often a backslash stands before: `\\underline` is no escape of a `u`.
  if (oddEscape.test(text)) {
    return writeRecordLine(record) === text && areWellFormed(record);
  }
  // Blanks between, and keys that stand twice, make a line longer than its texts.
  const texts =
    instruction.length + input.length + output.length + _category.length + _source.length;
  return text.length === frameLength + texts + unitsAddedByEscapes(text);
}

function areWellFormed(record: CorpusRecord): boolean {
  return Object.values(record).every((text) => text.isWellFormed());
}

function unitsAddedByEscapes(text: string): number {
  let added = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) {
    added += text[at + 1] === 'u' ? 5 : 1;
  }
  return added;
}

const categoryNames: ReadonlySet<string> = new Set<Category>(categories);

/** Whether a value is a record with its keys in their order, told faster than by the schema: this is asked for millions of rows. */
function isRecord(value: unknown): value is CorpusRecord {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length !== recordKeys.length) return false;
  if (!recordKeys.every((key, place) => keys[place] === key)) return false;
  const { instruction, input, output, _category, _source }: Record<string, unknown> = { ...value };
  return (
    isFilled(instruction) &&
    (input === '' || isFilled(input)) &&
    isFilled(output) &&
    typeof _category === 'string' &&
    categoryNames.has(_category) &&
    isFilled(_source)
  );
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length === value.trim().length;
}
