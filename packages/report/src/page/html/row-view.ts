import { type VNode } from 'preact';
import { visibleText } from '../../visible-text.ts';
import { type RowPart, type RowsBlock, type ShownRow } from '../report-section.ts';
import { countOf } from '../words.ts';
import { element } from './element.ts';
import { textView } from './text-view.ts';

/** Rows to be read, one below the other: dialogues as bubbles, other rows field by field. */
export function rowsView({ rows, left }: RowsBlock): VNode {
  return element(
    'div',
    { class: 'rows' },
    rows.map(rowView),
    left > 0 &&
      element(
        'p',
        { class: 'note' },
        `${countOf(left, 'more row')} left out for the size of this file.`,
      ),
  );
}

function rowView({ place, note, parts, left }: ShownRow): VNode {
  const last = left > 0 ? parts.length - 2 : parts.length;
  return element(
    'article',
    { class: 'row' },
    element(
      'header',
      {},
      element('bdi', {}, visibleText(place)),
      note !== '' && element('mark', {}, element('bdi', {}, visibleText(note))),
    ),
    parts.slice(0, last).map(partView),
    left > 0 && element('p', { class: 'left' }, `… ${countOf(left, 'more turn')} …`),
    parts.slice(last).map(partView),
  );
}

function partView({ name, speaker, text }: RowPart): VNode {
  return element(
    'div',
    { class: speaker === undefined ? 'part' : `bubble ${speaker}` },
    element('div', { class: 'name' }, element('bdi', {}, visibleText(name))),
    textView(text),
  );
}
