/** How many letters of which scripts a text has, in UTF-16 units of the Basic Multilingual Plane. */
export interface LetterCounts {
  readonly letters: number;
  readonly latin: number;
  readonly hangul: number;
  /** Hiragana and Katakana */
  readonly kana: number;
  readonly han: number;
  /** words of two letters and more that begin with one of a to z */
  readonly smallWords: number;
  readonly hasCapital: boolean;
}

type Script = 'latin' | 'hangul' | 'kana' | 'han' | 'other' | undefined;

/** Counts by blocks of Unicode, which takes a tenth of the time of asking for each letter's properties. */
export function countLetters(text: string): LetterCounts {
  const counts = { latin: 0, hangul: 0, kana: 0, han: 0, other: 0 };
  let smallWords = 0;
  let hasCapital = false;
  let isWithinWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const script = scriptOf(unit);
    if (script !== undefined) counts[script] += 1;
    if (isAsciiCapital(unit)) hasCapital = true;
    const beginsSmall = !isWithinWord && isAsciiSmall(unit);
    if (beginsSmall && scriptOf(text.charCodeAt(at + 1)) !== undefined) smallWords += 1;
    isWithinWord = script !== undefined || isApostrophe(unit);
  }
  const { other, ...scripts } = counts;
  const letters = other + scripts.latin + scripts.hangul + scripts.kana + scripts.han;
  return { ...scripts, letters, smallWords, hasCapital };
}

function scriptOf(unit: number): Script {
  if (isAsciiSmall(unit) || isAsciiCapital(unit)) return 'latin';
  if (unit < 0xc0 || unit >= 0xd800 || isSign(unit)) return undefined;
  if (unit < 0x250 || isWithin(unit, 0x1e00, 0x1eff)) return 'latin';
  if (isWithin(unit, 0x3040, 0x30ff)) return 'kana';
  if (isWithin(unit, 0x3400, 0x9fff)) return 'han';
  return isWithin(unit, 0xac00, 0xd7af) || isWithin(unit, 0x1100, 0x11ff) ? 'hangul' : 'other';
}

/** × and ÷, general punctuation and signs, and the punctuation of ideograms. */
function isSign(unit: number): boolean {
  const isTimesOrDivided = unit === 0xd7 || unit === 0xf7;
  return isTimesOrDivided || isWithin(unit, 0x2000, 0x2bff) || isWithin(unit, 0x3000, 0x303f);
}

function isWithin(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last;
}

function isAsciiSmall(unit: number): boolean {
  return isWithin(unit, 0x61, 0x7a);
}

function isAsciiCapital(unit: number): boolean {
  return isWithin(unit, 0x41, 0x5a);
}

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}
