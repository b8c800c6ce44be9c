const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// Control (Cc), format (Cf: bidirectional overrides, zero-width blanks, tags), line and paragraph separators, lone
// surrogates. U+200D stays: it joins emoji, and moves nothing.
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?!\u200d)\p{Cf}/gu;

/** The text as one line that a terminal can only show, not obey: control and invisible characters become escapes as JSON writes them. */
export function visibleText(text: string): string {
  return text.replace(harmful, (character) => escapes[character] ?? escapeCodePoint(character));
}

function escapeCodePoint(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}
