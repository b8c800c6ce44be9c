import type { GroupMapping } from '@llamaforge/schema';
import { FileWriter } from '@llamaforge/shards';
import { closeSync, openSync, readSync, rmSync } from 'node:fs';

/** A row that is a turn of a dialogue, where it stands. */
export interface DialogueRow {
  readonly file: string;
  readonly line: number;
  readonly value: unknown;
}

/** A dialogue's rows in order; it stands where its first row does. */
export interface Dialogue {
  readonly file: string;
  readonly line: number;
  readonly rows: readonly unknown[];
}

/** The value of `group.by` or `group.order` in a row; undefined where there is none. */
export type ReadKey = (row: unknown, path: string) => string | undefined;

interface Kept {
  readonly order: string | undefined;
  readonly start: number;
  readonly bytes: number;
}

interface Gathered {
  readonly file: string;
  readonly line: number;
  readonly rows: Kept[];
}

/**
 * Brings the rows of each dialogue together, wherever they stand, dialogues by their first row. The rows wait in a
 * file at `spillPath`, which is gone at the end: of each only its place is held. A row without the key of its
 * dialogue is given to `onKeyless`.
 */
export async function* gatherDialogues(
  rows: AsyncIterable<DialogueRow>,
  group: GroupMapping,
  {
    spillPath,
    readKey,
    onKeyless,
  }: {
    readonly spillPath: string;
    readonly readKey: ReadKey;
    readonly onKeyless: (row: DialogueRow) => void;
  },
): AsyncGenerator<Dialogue, void, undefined> {
  const dialogues = new Map<string, Gathered>();
  try {
    using spill = FileWriter.create(spillPath);
    for await (const row of rows) {
      const key = readKey(row.value, group.by);
      if (key === undefined) {
        onKeyless(row);
        continue;
      }
      const start = spill.bytes;
      spill.writeLine(JSON.stringify(row.value));
      const order = group.order === undefined ? undefined : readKey(row.value, group.order);
      const kept = { order, start, bytes: spill.bytes - start };
      const known = dialogues.get(key);
      if (known === undefined) dialogues.set(key, { file: row.file, line: row.line, rows: [kept] });
      else known.rows.push(kept);
    }
    spill.finish();
    yield* readDialogues(spillPath, dialogues.values());
  } finally {
    rmSync(spillPath, { force: true });
  }
}

function* readDialogues(path: string, dialogues: Iterable<Gathered>): Iterable<Dialogue> {
  const descriptor = openSync(path, 'r');
  try {
    for (const { file, line, rows } of dialogues) {
      const values = rows.sort(byOrder).map(({ start, bytes }): unknown => {
        const text = Buffer.alloc(bytes);
        readSync(descriptor, text, 0, bytes, start);
        return JSON.parse(text.toString('utf8'));
      });
      yield { file, line, rows: values };
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Numbers by value, also where a table has them as text; others by code units; equal ones as they stood. */
function byOrder(a: Kept, b: Kept): number {
  const [first, second] = [Number(a.order), Number(b.order)];
  if (!Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  const [one, other] = [String(a.order), String(b.order)];
  return one < other ? -1 : Number(one > other);
}
