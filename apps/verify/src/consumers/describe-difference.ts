import { recordKeys } from '@llamaforge/schema';
import { type Reading } from '../read-chunks.ts';
import { type ConsumedRows } from './consumed-rows.ts';
import { readRow } from './read-row.ts';
import { type RowReference } from './row-reference.ts';

/** The file and what a library made of it. */
export interface ConsumedFile {
  readonly path: string;
  readonly reference: RowReference;
  readonly consumed: ConsumedRows;
}

/** What a library gives other than the file holds, a sentence each: rows that are too few or many, and the first that differs. */
export async function describeDifferences(
  { path, reference, consumed }: ConsumedFile,
  reading: Reading,
): Promise<string[]> {
  const sentences: string[] = [];
  if (consumed.rows !== reference.rows) {
    sentences.push(
      `rows: it gives ${String(consumed.rows)}, the file has ${String(reference.rows)}`,
    );
  }
  const { difference } = consumed;
  if (difference !== null && difference.row < reference.rows) {
    const there = await readRow(path, difference.row, reading);
    sentences.push(`row ${String(difference.row + 1)}: ${compareRow(there, difference.values)}`);
  } else if (sentences.length === 0 && consumed.sha256 !== reference.sha256) {
    sentences.push(`the rows’ digest is ${consumed.sha256}, not ${reference.sha256}`);
  }
  return sentences;
}

type Row = Readonly<Record<string, unknown>>;

function compareRow(there: Row, back: Row): string {
  const names = [...new Set<string>([...recordKeys, ...Object.keys(there), ...Object.keys(back)])];
  const name = names.find((key) => valueOf(there, key) !== valueOf(back, key));
  if (name === undefined) return 'comes back with its keys in another order';
  const [one, other] = [valueOf(there, name), valueOf(back, name)];
  if (other === undefined) return `comes back without ${name}`;
  if (one === undefined) return `comes back with ${JSON.stringify(name.slice(0, 60))} besides`;
  const at = findDifference(one, other);
  const [shown, shownBack] = [one, other].map((text) => excerpt(text, at));
  const place = at === 0 ? '' : ` from character ${String(at + 1)}`;
  return `${name}${place} is ${shown ?? ''} and comes back as ${shownBack ?? ''}`;
}

function valueOf(row: Row, name: string): string | undefined {
  if (!Object.hasOwn(row, name)) return undefined;
  const value = row[name];
  return typeof value === 'string' ? value : `${typeof value} ${JSON.stringify(value)}`;
}

function findDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one.charCodeAt(at) === other.charCodeAt(at)) {
    at += 1;
  }
  return at;
}

const BEFORE = 10;
const SHOWN = 60;

/** A text from shortly before a place, as JSON, so that what cannot be seen is an escape. */
function excerpt(text: string, at: number): string {
  const start = at <= BEFORE ? 0 : at - BEFORE;
  const end = start + SHOWN;
  return `${start > 0 ? '…' : ''}${JSON.stringify(text.slice(start, end))}${end < text.length ? '…' : ''}`;
}
