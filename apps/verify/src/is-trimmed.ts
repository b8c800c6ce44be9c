/**
 * Whether a text neither begins nor ends with what ECMAScript calls white space or a line terminator. Written out from
 * the standard (WhiteSpace and LineTerminator of ECMA-262, Unicode's Zs): the merge trims with the built-in, and a check
 * that shares its code shares its bugs.
 */
export function isTrimmed(text: string): boolean {
  if (text === '') return true;
  return !isBlank(text.charCodeAt(0)) && !isBlank(text.charCodeAt(text.length - 1));
}

/** Whether a line holds nothing but blanks, tabs and CR. */
export function isBlankLine(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function isBlank(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0xa0) return false;
  return unit === 0xa0 || otherBlanks.has(unit) || (unit >= 0x2000 && unit <= 0x200a);
}

const otherBlanks: ReadonlySet<number> = new Set([
  0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
]);
