// Either side of what is found, in UTF-16 units: three such excerpts stay below the 200 that evidence may have.
const reachUnits = 24;
const longestUnits = 90;

/** What stands in a text from `start` to `end` (exclusive) with the words around it, on one line, in at most 140 UTF-16 units; `…` marks what was left out. */
export function excerptAround(text: string, start: number, end: number): string {
  const until = Math.min(end, start + longestUnits);
  const from = Math.max(0, start - reachUnits);
  const to = Math.min(text.length, until + reachUnits);
  const shown = text.slice(from, to).toWellFormed().replace(/\s+/gu, ' ');
  return `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`;
}
