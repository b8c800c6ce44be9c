import { formatCount } from '../../format-number.ts';
import { countCodePoints } from '../count-code-points.ts';
import { type RowPart, type RowsBlock, type ShownRow } from '../report-section.ts';
import { shownText } from '../shown-text.ts';
import { countOf } from '../words.ts';
import { fencedBlock, markdownText } from './markdown-text.ts';

/** Rows to be read, each part in a fenced block under its name. */
export function markdownRows({ rows, left }: RowsBlock): string {
  return [
    ...rows.map(markdownRow),
    ...(left > 0 ? [`… ${countOf(left, 'more row')} left out for the size of this file.`] : []),
  ].join('\n\n');
}

function markdownRow({ place, note, parts, left }: ShownRow): string {
  const last = left > 0 ? parts.length - 2 : parts.length;
  return [
    `**${markdownText(place)}**${note === '' ? '' : ` — ${markdownText(note)}`}`,
    ...parts.slice(0, last).map(markdownPart),
    ...(left > 0 ? [`… ${countOf(left, 'more turn')} …`] : []),
    ...parts.slice(last).map(markdownPart),
  ].join('\n\n');
}

function markdownPart({ name, text: { text, characters } }: RowPart): string {
  const left = characters - countCodePoints(text);
  const more = left > 0 ? `, ${formatCount(left)} more characters` : '';
  return `*${markdownText(name)}*${more}\n\n${fencedBlock(shownText(text))}`;
}
