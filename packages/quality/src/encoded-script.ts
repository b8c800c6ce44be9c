/** What characters a run of wrongly read bytes may stand for, by how much of it has to stand together. */
export interface EncodedScript {
  readonly name: string;
  /** Whether one character by itself is believed: Cyrillic and Chinese words come in runs, accents and quotes do not. */
  readonly standsAlone: boolean;
}

const latin = { name: 'latin', standsAlone: true };
const vietnamese = { name: 'vietnamese', standsAlone: true };
const greek = { name: 'greek', standsAlone: true };
const symbol = { name: 'symbol', standsAlone: true };
const hebrew = { name: 'hebrew', standsAlone: false };
const cyrillic = { name: 'cyrillic', standsAlone: false };
const armenian = { name: 'armenian', standsAlone: false };
const arabic = { name: 'arabic', standsAlone: false };
const indic = { name: 'indic', standsAlone: false };
const eastAsian = { name: 'east asian', standsAlone: false };

// First and last code point (both inclusive), in order. What stands in none is nothing that texts hold.
const ranges: readonly (readonly [number, number, EncodedScript])[] = [
  // The controls from 0x80 on are what Windows-1252 read as Latin-1 holds, and so does what was read wrongly twice.
  [0x80, 0x17f, latin],
  // ƒ, ơ, ư, ș and ț: of what follows Latin Extended-A, what languages with many texts write.
  [0x192, 0x192, latin],
  [0x1a0, 0x1b0, latin],
  [0x218, 0x21b, latin],
  // ˆ and ˜, which Windows-1252 has, so that what was read wrongly twice holds them.
  [0x2c6, 0x2c6, latin],
  [0x2dc, 0x2dc, latin],
  [0x300, 0x345, latin],
  [0x386, 0x3ff, greek],
  [0x400, 0x4ff, cyrillic],
  [0x531, 0x58a, armenian],
  [0x5b0, 0x5ea, hebrew],
  [0x60c, 0x6ff, arabic],
  [0x900, 0x10ff, indic],
  [0x1780, 0x17ff, indic],
  [0x1ea0, 0x1ef9, vietnamese],
  [0x2000, 0x2bff, symbol],
  [0x2e80, 0x9fff, eastAsian],
  [0xac00, 0xd7a3, eastAsian],
  [0xf900, 0xfaff, eastAsian],
  [0xfe0f, 0xfe0f, symbol],
  [0xfeff, 0xfeff, symbol],
  [0xff01, 0xff9f, symbol],
  [0xfffd, 0xfffd, symbol],
  [0x1d400, 0x1d7ff, symbol],
  [0x1f000, 0x1faff, symbol],
  [0x20000, 0x2fa1f, eastAsian],
];

/** The script that a character is of; undefined for private use and what texts do not hold. */
export function encodedScriptOf(codePoint: number): EncodedScript | undefined {
  return ranges.find(([first, last]) => first <= codePoint && codePoint <= last)?.[2];
}
