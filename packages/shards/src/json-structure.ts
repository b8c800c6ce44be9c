import type { JsonCursor } from './json-cursor.ts';

const comma = 0x2c;
const closingBracket = 0x5d;
const closingBrace = 0x7d;

/** Cuts the elements out of the array that begins at the cursor, and leaves it behind the array. */
export async function* cutElements(cursor: JsonCursor): AsyncGenerator<Buffer, void, undefined> {
  await cursor.expect('[');
  if ((await cursor.peek()) === closingBracket) {
    cursor.pass();
    return;
  }
  do {
    yield await cursor.takeValue();
  } while (await hasNext(cursor, { close: closingBracket, what: 'the array' }));
}

/** Counts the elements of the array at the cursor and passes it, however long they are. */
export async function countElements(cursor: JsonCursor): Promise<number> {
  await cursor.expect('[');
  if ((await cursor.peek()) === closingBracket) {
    cursor.pass();
    return 0;
  }
  let elements = 0;
  do {
    await cursor.skipValue();
    elements += 1;
  } while (await hasNext(cursor, { close: closingBracket, what: 'the array' }));
  return elements;
}

/** The keys of the object at the cursor. At each, the cursor stands before the value, which the consumer must take or skip. */
export async function* walkMembers(cursor: JsonCursor): AsyncGenerator<string, void, undefined> {
  await cursor.expect('{');
  if ((await cursor.peek()) === closingBrace) {
    cursor.pass();
    return;
  }
  do {
    const key = await readKey(cursor);
    await cursor.expect(':');
    await cursor.peek();
    yield key;
  } while (await hasNext(cursor, { close: closingBrace, what: 'the object' }));
}

async function hasNext(
  cursor: JsonCursor,
  expected: { readonly close: number; readonly what: string },
): Promise<boolean> {
  const byte = await cursor.peek();
  if (byte === -1) throw cursor.damaged(`${expected.what} is not closed`);
  if (byte !== comma && byte !== expected.close) {
    throw cursor.damaged(`a comma is missing in ${expected.what}`);
  }
  cursor.pass();
  return byte === comma;
}

async function readKey(cursor: JsonCursor): Promise<string> {
  if ((await cursor.peek()) !== 0x22) throw cursor.damaged('a key in quotes is missing');
  const bytes = await cursor.takeValue();
  try {
    return String(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw cursor.damaged('a key is not JSON');
  }
}
