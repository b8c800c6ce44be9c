/** The text as who reads its UTF-8 as Latin-1 sees it: mojibake, to be mended again. */
export function misread(text: string): string {
  return Buffer.from(text.toWellFormed(), 'utf8').toString('latin1');
}
