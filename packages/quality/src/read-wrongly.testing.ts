// By hand, since the `TextDecoder` of some versions of Node takes Windows-1252 for Latin-1.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text as a reader sees it who takes its UTF-8 for Latin-1, or for Windows-1252 as browsers read it: five bytes stay control characters. */
export function readWronglyAs(encoding: 'latin1' | 'windows-1252', text: string): string {
  const read = Buffer.from(text).toString('latin1');
  if (encoding === 'latin1') return read;
  return read.replace(/[\u0080-\u009f]/gu, (control) =>
    windows1252.charAt(control.charCodeAt(0) - 0x80),
  );
}
