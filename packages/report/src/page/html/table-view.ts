import { type VNode } from 'preact';
import { formatCount } from '../../format-number.ts';
import { visibleText } from '../../visible-text.ts';
import { type Cell, type TableBlock } from '../report-section.ts';
import { element } from './element.ts';

/** A table in a box of its own that scrolls; the page's script makes its titles sort it. */
export function tableView({ caption, columns, rows, left }: TableBlock): VNode {
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': visibleText(caption) },
    element(
      'table',
      {},
      element('caption', {}, visibleText(caption)),
      element('thead', {}, element('tr', {}, columns.map(titleView))),
      element(
        'tbody',
        {},
        rows.map((row) =>
          element(
            'tr',
            {},
            row.map((cell, index) =>
              cellView(cell, { index, numeric: columns[index]?.numeric === true }),
            ),
          ),
        ),
      ),
      left > 0 &&
        element(
          'tfoot',
          {},
          element(
            'tr',
            {},
            element('td', { colspan: columns.length }, `… and ${formatCount(left)} more`),
          ),
        ),
    ),
  );
}

function titleView({ title, numeric }: TableBlock['columns'][number]): VNode {
  return element('th', { scope: 'col', class: numeric ? 'number' : undefined }, title);
}

function cellView(
  { text, value, tone, bars }: Cell,
  { index, numeric }: { readonly index: number; readonly numeric: boolean },
): VNode {
  const classes = [...(numeric ? ['number'] : []), ...(tone === 'plain' ? [] : [tone])].join(' ');
  return element(
    index === 0 ? 'th' : 'td',
    {
      scope: index === 0 ? 'row' : undefined,
      class: classes === '' ? undefined : classes,
      'data-value': value,
    },
    bars.length > 0 ? barsView(bars) : numeric ? text : element('bdi', {}, visibleText(text)),
  );
}

const BAR_WIDTH = 5;
const BARS_HEIGHT = 20;

function barsView(bars: readonly number[]): VNode {
  const highest = Math.max(1, ...bars);
  return element(
    'svg',
    {
      class: 'bars',
      width: bars.length * BAR_WIDTH,
      height: BARS_HEIGHT,
      'aria-hidden': true,
    },
    bars.map((amount, index) => {
      // A bar that is there at all is seen.
      const height = amount === 0 ? 0 : Math.max(1, Math.round((BARS_HEIGHT * amount) / highest));
      return (
        height > 0 &&
        element('rect', {
          x: index * BAR_WIDTH,
          y: BARS_HEIGHT - height,
          width: BAR_WIDTH - 1,
          height,
        })
      );
    }),
  );
}
