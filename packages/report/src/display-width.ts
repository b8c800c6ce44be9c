import Table from 'cli-table3';

const asciiOnly = /^[ -~]*$/u;

/**
 * The columns a terminal needs for one line of text: two for a wide character. Measured by cli-table3 itself, as the
 * width of the rule above a cell, because a second opinion on widths would draw crooked tables.
 */
export function displayWidth(text: string): number {
  if (asciiOnly.test(text)) return text.length;
  const table = new Table({
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push([text]);
  const rule = table.toString().split('\n', 1)[0] ?? '';
  return rule.length - '┌┐'.length;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text in at most `width` columns, its middle replaced by `…`; whole where it fits. The end gets the odd column: a path's file name stands there. */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const room = Math.max(0, width - 1);
  const start = takeGraphemes(text, Math.floor(room / 2));
  return `${start}…${takeLastGraphemes(text, Math.ceil(room / 2))}`;
}

/** The text in at most `width` columns, its end replaced by `…`; whole where it fits. For names, which are told by their beginning. */
export function cutEnd(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${takeGraphemes(text, Math.max(0, width - 1))}…`;
}

function takeGraphemes(text: string, width: number): string {
  let taken = '';
  let left = width;
  for (const { segment } of graphemes.segment(text)) {
    left -= displayWidth(segment);
    if (left < 0) break;
    taken += segment;
  }
  return taken;
}

// Graphemes are found from the start only; of a text of megabytes this much of the end is enough to look at.
const UNITS_PER_COLUMN = 16;

function takeLastGraphemes(text: string, width: number): string {
  const end = text.slice(-UNITS_PER_COLUMN * (width + 1));
  const segments = [...graphemes.segment(end)].map(({ segment }) => segment);
  let start = segments.length;
  let left = width;
  while (start > 0) {
    left -= displayWidth(segments[start - 1] ?? '');
    if (left < 0) break;
    start -= 1;
  }
  return segments.slice(start).join('');
}
