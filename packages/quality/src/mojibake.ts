import { encodedScriptOf, type EncodedScript } from './encoded-script.ts';
import { isAboutEncodings } from './is-about-encodings.ts';
import { joinedTexts } from './joined-texts.ts';
import type { TagRule } from './tag-rule.ts';
import { byteOf, readControlsAsWindows1252, windows1252Characters } from './windows-1252.ts';

const follower = `[\\u0080-\\u00bf${windows1252Characters}]`;
// The bytes of UTF-8 by their leads: 2, 3 and 4 to a character. `â€` alone is a ” whose third byte, which
// Windows-1252 has no character for, was lost; a control alone is a Windows-1252 character read as Latin-1.
const suspect = `[\\u00c2-\\u00df]${follower}|[\\u00e0-\\u00ef]${follower}{2}|[\\u00f0-\\u00f4]${follower}{3}|â€|[\\u0080-\\u009f]`;
const firstSuspect = new RegExp(suspect);
const everySuspect = new RegExp(suspect, 'g');
// What stands right after a word in right text too: closing quotes, dots, dashes, a hard blank.
const punctuationAlone = /^.[\u00a0«»‘’‚“”„…‹›–—•™]+$/u;
const letter = /\p{L}/u;
const upperCaseLetter = /\p{Lu}/u;
const lowerCaseLetter = /\p{Ll}/u;
const opener = /[“"'‘«‹„(]/u;
// Each reading makes at least two characters of one, so that no text holds so many; a row of `ƒ` behind an `Ã` would
// give up one a pass, and cost a text of 1 MB the square of its length.
const mostPasses = 16;

/**
 * The text with what was UTF-8 and has been read as Latin-1 or Windows-1252, once or several times, as it was written;
 * undefined where there is nothing to mend, or no end of it. Only such runs change, and what is mended has nothing left to mend.
 */
export function repairMojibake(text: string): string | undefined {
  if (isAscii(text) || !firstSuspect.test(text)) return undefined;
  let mended = text;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const next = mendOnce(mended);
    if (next === mended) return mended === text ? undefined : mended;
    mended = next;
  }
  return undefined;
}

/** Text that `repairMojibake` mends, shown as it stands and as it should, of a record that is not about encodings. */
export const mojibake: TagRule = {
  about: 'text is UTF-8 that was read as Latin-1 or Windows-1252',
  source: 'the rules that ftfy describes (Speer 2019, doi:10.5281/zenodo.2591652), narrowed',
  find: (record) => {
    if (isAscii(joinedTexts(record))) return undefined;
    const { instruction, input, output } = record;
    const shown = repairShown(output) ?? repairShown(instruction) ?? repairShown(input);
    return shown === undefined || isAboutEncodings(record) ? undefined : shown;
  },
};

/** Most texts are, which is told faster than a pattern runs. */
function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function repairShown(text: string): string | undefined {
  const mended = repairMojibake(text);
  if (mended === undefined) return undefined;
  let at = 0;
  while (text.charCodeAt(at) === mended.charCodeAt(at)) at += 1;
  const excerpt = wordsAround(text, at).toWellFormed();
  const mendedExcerpt = repairMojibake(excerpt);
  // What only the rest of the text proves cannot be shown by itself.
  return mendedExcerpt === undefined
    ? showControls(excerpt)
    : `${showControls(excerpt)} → ${mendedExcerpt}`;
}

/** The words at a place: at most 20 UTF-16 units before it, and 60 from there on. */
function wordsAround(text: string, at: number): string {
  const before = /\S*$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? '';
  const after = /^\s?\S*/u.exec(text.slice(at, at + 60))?.[0] ?? '';
  return before + after;
}

// In at most 100 UTF-16 units: beside its repair it stays below what evidence may have.
function showControls(excerpt: string): string {
  const shown = excerpt.replace(
    /[\u0080-\u009f]/gu,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  );
  return shown.slice(0, 100).toWellFormed();
}

interface Suspect {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
  readonly script: EncodedScript | undefined;
  /** whether the same characters may stand in right text at this place */
  readonly isDoubtful: boolean;
}

function mendOnce(text: string): string {
  const proven = provenScripts(text);
  return text.replace(everySuspect, (found: string, start: number) => {
    const suspected = suspectOf(text, start, found);
    return isBelieved(suspected, proven) ? suspected.decoded : readControlsAsWindows1252(found);
  });
}

/** The scripts of which so much stands together that their single characters are believed as well. */
function provenScripts(text: string): ReadonlySet<EncodedScript> {
  const proven = new Set<EncodedScript>();
  let before: Suspect | undefined;
  // One by one, since a text of 50 MB may hold nothing else.
  for (const { 0: found, index } of text.matchAll(everySuspect)) {
    const suspected = suspectOf(text, index, found);
    const { script, isDoubtful, start } = suspected;
    const neighbour = before?.end === start && before.script === script ? before : undefined;
    const isSure = !isDoubtful || neighbour?.isDoubtful === false;
    const isRun = neighbour !== undefined || script?.name === 'vietnamese';
    if (script !== undefined && isSure && isRun) proven.add(script);
    before = suspected;
  }
  return proven;
}

function suspectOf(text: string, start: number, found: string): Suspect {
  const end = start + found.length;
  if (found === 'â€') {
    return { start, end, decoded: '”', script: encodedScriptOf(0x201d), isDoubtful: false };
  }
  const codePoint = decodeUtf8(Array.from(found));
  const script = codePoint === undefined ? undefined : encodedScriptOf(codePoint);
  if (codePoint === undefined || script === undefined) {
    return { start, end, decoded: found, script: undefined, isDoubtful: true };
  }
  const neighbours = { before: text.slice(start - 1, start), after: text.slice(end, end + 1) };
  const isDoubtful = isDoubtfulHere(found, script, neighbours);
  return { start, end, decoded: String.fromCodePoint(codePoint), script, isDoubtful };
}

function decodeUtf8(characters: readonly string[]): number | undefined {
  const [lead = 0, ...followers] = characters.map((character) => byteOf(character) ?? 0);
  const bitsOfLead = 0x3f >> followers.length;
  const codePoint = followers.reduce(
    (bits, byte) => bits * 0x40 + (byte & 0x3f),
    lead & bitsOfLead,
  );
  // A character spelled in more bytes than it needs, and half of a surrogate pair, are no UTF-8.
  if (codePoint < (leastOf[followers.length] ?? 0) || codePoint > 0x10ffff) return undefined;
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? undefined : codePoint;
}

// The least code point that so many bytes after the lead may spell; alone, no byte is looked at here.
const leastOf: readonly number[] = [Infinity, 0x80, 0x800, 0x10000];

interface Neighbours {
  readonly before: string;
  readonly after: string;
}

function isDoubtfulHere(found: string, script: EncodedScript, neighbours: Neighbours): boolean {
  const { before, after } = neighbours;
  const lead = found.charAt(0);
  const isInWord = letter.test(after);
  // `5 Å²` and `2 Å±1` are of physics.
  if (/^Å[²³±°·]/u.test(found)) return !letter.test(before) && !isInWord;
  // `Í…` is Icelandic; a combining accent stands behind a letter.
  if (/^[ÌÍ]/u.test(found) && !letter.test(before)) return true;
  if (!punctuationAlone.test(found)) return false;
  if (script.name === 'symbol' || lowerCaseLetter.test(lead)) {
    return letter.test(before) && (script.name === 'symbol' || !isInWord);
  }
  // `MAÇÃ…` and `“Ã”` are as they should be, `CORAZÃ“N` and `3 Ã— 4` are not.
  if (upperCaseLetter.test(before)) return !isInWord || /[\u00a0—]$/u.test(found);
  if (opener.test(before)) return !isInWord;
  return /[ÄÅ]/u.test(lead) && !letter.test(before) && !isInWord;
}

function isBelieved({ script, isDoubtful }: Suspect, proven: ReadonlySet<EncodedScript>): boolean {
  if (script === undefined) return false;
  if (script.standsAlone && !isDoubtful) return true;
  // In a French text `MAÇÃ…` may stand beside `cafÃ©`: Latin letters and signs prove nothing of others.
  return proven.has(script) && script.name !== 'latin' && script.name !== 'symbol';
}
