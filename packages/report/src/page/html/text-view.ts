import { type VNode } from 'preact';
import { formatCount } from '../../format-number.ts';
import { type ReportText } from '../corpus-report.ts';
import { element } from './element.ts';
import { countCodePoints } from '../count-code-points.ts';
import { fencedParts } from './fenced-parts.ts';
import { shownText } from '../shown-text.ts';

/** A row's text with its line ends and blanks as they are, fenced code set apart, and how much of it is not shown. */
export function textView({ text, characters }: ReportText): VNode {
  const left = characters - countCodePoints(text);
  return element(
    'div',
    { class: 'text', dir: 'auto' },
    fencedParts(shownText(text)).map((part) =>
      part.isCode ? element('pre', { dir: 'ltr' }, part.text) : part.text,
    ),
    left > 0 &&
      element('span', { class: 'left', dir: 'ltr' }, ` … ${formatCount(left)} more characters`),
    characters === 0 && element('span', { class: 'left' }, 'empty'),
  );
}
