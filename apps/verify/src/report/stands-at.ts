/** Whether these bytes stand at a place; never at one before the beginning. A loop: texts of a dozen bytes cost less than a call. */
export function standsAt(bytes: Buffer, at: number, text: Buffer): boolean {
  if (at < 0) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text[index]) return false;
  }
  return true;
}
