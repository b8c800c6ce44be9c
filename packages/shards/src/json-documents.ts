import type { FileRow } from './file-row.ts';
import { JsonCursor } from './json-cursor.ts';
import { jsonRow } from './json-row.ts';
import { cutElements, walkMembers } from './json-structure.ts';
import { wrapperKeys } from './wrapper-keys.ts';

/** The elements of one array. A broken element is a broken row; a broken array is a `DamagedFileError`. */
export async function* readJsonArray(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<FileRow, void, undefined> {
  const cursor = new JsonCursor(path, chunks);
  try {
    let row = 0;
    for await (const element of cutElements(cursor)) yield jsonRow(element, (row += 1));
    await cursor.expectEnd();
  } finally {
    await cursor.close();
  }
}

/** The elements of the array that stands under `wrapperKey` of one object; the object's other members are passed over. */
export async function* readWrappedArray(
  path: string,
  source: { readonly chunks: AsyncIterable<Buffer>; readonly wrapperKey: string },
): AsyncGenerator<FileRow, void, undefined> {
  const cursor = new JsonCursor(path, source.chunks);
  try {
    let row = 0;
    for await (const element of cutWrappedElements(cursor, source.wrapperKey)) {
      yield jsonRow(element, (row += 1));
    }
  } finally {
    await cursor.close();
  }
}

/**
 * Cuts the elements under `wrapperKey`, and under every other wrapper's key that holds a list of objects, and holds the
 * file to its end. The same key twice is an error: its rows cannot replace rows that were given out.
 */
export async function* cutWrappedElements(
  cursor: JsonCursor,
  wrapperKey: string,
): AsyncGenerator<Buffer, void, undefined> {
  const read = new Set<string>();
  for await (const key of walkMembers(cursor)) {
    if (!wrapperKeys.has(key.toLowerCase()) || (await cursor.peek()) !== 0x5b) {
      await cursor.skipValue();
      continue;
    }
    if (read.has(key)) throw cursor.damaged(`the key ${JSON.stringify(key)} stands twice`);
    read.add(key);
    let holdsRows = key === wrapperKey ? true : undefined;
    for await (const element of cutElements(cursor)) {
      holdsRows ??= element[0] === 0x7b;
      if (holdsRows) yield element;
    }
  }
  await cursor.expectEnd();
}

/** The values of one object whose values are the rows. The keys (ids, as a rule) are no part of them. */
export async function* readKeyedRows(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<FileRow, void, undefined> {
  const cursor = new JsonCursor(path, chunks);
  try {
    const members = walkMembers(cursor);
    for (let row = 1; (await members.next()).done !== true; row += 1) {
      yield jsonRow(await cursor.takeValue(), row);
    }
    await cursor.expectEnd();
  } finally {
    await cursor.close();
  }
}

/** Whole values one after another, each over any number of lines. */
export async function* readJsonObjects(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<FileRow, void, undefined> {
  const cursor = new JsonCursor(path, chunks);
  try {
    for (let row = 1; (await cursor.peek()) !== -1; row += 1) {
      yield jsonRow(await cursor.takeValue(), row);
    }
  } finally {
    await cursor.close();
  }
}
