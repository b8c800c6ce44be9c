// The characters of bytes 0x80 to 0x9f (WHATWG Encoding Standard, index windows-1252); a blank stands for the five bytes without one.
const upperControls = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const byteOfCharacter = new Map(
  Array.from(upperControls, (character, index) => [character, 0x80 + index]),
);

/** The 27 characters that Windows-1252 has where Latin-1 has control characters, as a class of a regular expression holds them. */
export const windows1252Characters = upperControls.replaceAll(' ', '');

/** The byte (0 to 255) of a character of Latin-1 or Windows-1252; undefined for any other. */
export function byteOf(character: string): number | undefined {
  const code = character.charCodeAt(0);
  return code <= 0xff ? code : byteOfCharacter.get(character);
}

/** The text with the character of Windows-1252 in place of each control character of U+0080 to U+009F whose byte has one. */
export function readControlsAsWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/gu, (control) => {
    const character = upperControls.charAt(control.charCodeAt(0) - 0x80);
    return character === ' ' ? control : character;
  });
}
