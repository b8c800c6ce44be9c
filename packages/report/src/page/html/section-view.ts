import { type VNode } from 'preact';
import { visibleText } from '../../visible-text.ts';
import {
  type DisclosureBlock,
  type FiguresBlock,
  type ReportSection,
  type SectionBlock,
} from '../report-section.ts';
import { chartView } from './chart-view.ts';
import { element } from './element.ts';
import { rowsView } from './row-view.ts';
import { tableView } from './table-view.ts';

/** A section under its title and its sentence. */
export function sectionView({ id, title, lead, blocks }: ReportSection): VNode {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, title),
    element('p', { class: 'lead' }, element('bdi', {}, visibleText(lead))),
    blocks.map(blockView),
  );
}

function blockView(block: SectionBlock): VNode {
  switch (block.kind) {
    case 'note':
      return element('p', { class: 'note' }, element('bdi', {}, visibleText(block.text)));
    case 'list':
      return element(
        'ul',
        {},
        block.items.map((item) => element('li', {}, element('bdi', {}, visibleText(item)))),
      );
    case 'figures':
      return figuresView(block);
    case 'chart':
      return chartView(block);
    case 'table':
      return tableView(block);
    case 'disclosure':
      return disclosureView(block);
    case 'rows':
      return rowsView(block);
  }
}

function figuresView({ figures }: FiguresBlock): VNode {
  return element(
    'dl',
    { class: 'figures' },
    figures.map(({ name, value, note, tone }) =>
      element(
        'div',
        { class: tone },
        element('dt', {}, name),
        element('dd', { class: 'value' }, value),
        note !== '' && element('dd', { class: 'note' }, element('bdi', {}, visibleText(note))),
      ),
    ),
  );
}

function disclosureView({ title, figure, blocks }: DisclosureBlock): VNode {
  return element(
    'details',
    {},
    element(
      'summary',
      {},
      element('bdi', {}, visibleText(title)),
      element('span', { class: 'figure' }, visibleText(figure)),
    ),
    element('div', { class: 'opened' }, blocks.map(blockView)),
  );
}
