/**
 * How a text is written within a JSON string: as `JSON.stringify` does, as Python's `json.dumps` does by default (what
 * is not ASCII as `\uXXXX`), or as PHP's `json_encode` does (slashes escaped too).
 */
export type Encoding = 'plain' | 'python' | 'php';

/** The bytes of a text in each encoding, without the quotes around it. */
export const encodings = {
  plain: (text) => Buffer.from(quoted(text), 'utf8'),
  python: (text) => Buffer.from(inAscii(quoted(text)), 'latin1'),
  php: (text) => Buffer.from(inAscii(quoted(text)).replaceAll('/', String.raw`\/`), 'latin1'),
} as const satisfies Readonly<Record<Encoding, (text: string) => Uint8Array>>;

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** By UTF-16 unit: a character beyond U+FFFF becomes two escapes. */
function inAscii(text: string): string {
  return text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
