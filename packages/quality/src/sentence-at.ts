const longestUnits = 200;
const sentenceEnd = /[.!?](?=\s)|[\n。！？]/gu;

/** The sentence of a text that holds the unit at `index`, trimmed and cut after 200 UTF-16 units. */
export function sentenceAt(text: string, index: number): string {
  let start = 0;
  for (const { index: end } of text.slice(0, index).matchAll(sentenceEnd)) start = end + 1;
  const length = text.slice(index).search(/[.!?](?=\s|$)|[\n。！？]/u);
  const end = length === -1 ? text.length : index + length + 1;
  return text.slice(start, end).trim().slice(0, longestUnits).toWellFormed();
}
