import { beginningOf, cutText } from './cut-text.ts';
import {
  type Cell,
  type Chart,
  type ReportSection,
  type RowPart,
  type RowsBlock,
  type SectionBlock,
  type ShownRow,
  type TableBlock,
} from './report-section.ts';

/** How much of a report is shown; what is more is left out, and its amount told. */
export interface Detail {
  /** of a text, in UTF-16 units */
  readonly text: number;
  /** of a dialogue's turns */
  readonly parts: number;
  /** rows to be read, one after the other */
  readonly rows: number;
  /** things to be opened within a section or within another such thing */
  readonly disclosures: number;
  readonly tableRows: number;
  /** of a name or a sentence, in UTF-16 units */
  readonly name: number;
  /** what is shown within a thing to be opened that stands in another */
  readonly nested: { readonly text: number; readonly rows: number; readonly disclosures: number };
}

// A sentence may hold some names.
const SENTENCE_NAMES = 4;

/** The sections with no more than `detail` allows. */
export function cutSections(sections: readonly ReportSection[], detail: Detail): ReportSection[] {
  const sentence = (text: string): string => cutText(text, SENTENCE_NAMES * detail.name);
  return sections.map(({ id, title, lead, findings, blocks }) => ({
    id,
    title,
    lead: sentence(lead),
    findings: findings.slice(0, detail.tableRows).map(sentence),
    blocks: cutBlocks(blocks, detail, 0),
  }));
}

/** @param depth how many things have to be opened to see the blocks */
function cutBlocks(blocks: readonly SectionBlock[], detail: Detail, depth: number): SectionBlock[] {
  const disclosures = blocks.flatMap((block, index) =>
    block.kind === 'disclosure' ? [index] : [],
  );
  const dropped = new Set(disclosures.slice(detail.disclosures));
  const kept = blocks.filter((_, index) => !dropped.has(index));
  const cut = kept.map((block) => cutBlock(block, detail, depth));
  return dropped.size === 0
    ? cut
    : [
        ...cut,
        {
          kind: 'note',
          text: `… and ${String(dropped.size)} more, left out for the size of this file.`,
        },
      ];
}

function cutBlock(block: SectionBlock, detail: Detail, depth: number): SectionBlock {
  const name = (text: string): string => cutText(text, detail.name);
  const sentence = (text: string): string => cutText(text, SENTENCE_NAMES * detail.name);
  switch (block.kind) {
    case 'note':
      return { ...block, text: sentence(block.text) };
    case 'list':
      return { ...block, items: block.items.slice(0, detail.tableRows).map(sentence) };
    case 'figures':
      return {
        ...block,
        figures: block.figures.map((figure) => ({
          ...figure,
          value: name(figure.value),
          note: name(figure.note),
        })),
      };
    case 'chart':
      return { ...block, about: sentence(block.about), chart: cutChart(block.chart, detail) };
    case 'table':
      return cutTable(block, detail);
    case 'disclosure':
      return {
        ...block,
        title: name(block.title),
        blocks: cutBlocks(block.blocks, innerDetail(detail, depth), depth + 1),
      };
    case 'rows':
      return cutRows(block, detail);
  }
}

/** Within a thing to be opened, further ones are as few as nested ones; within those everything is. */
function innerDetail(detail: Detail, depth: number): Detail {
  const { nested } = detail;
  return depth === 0 ? { ...detail, disclosures: nested.disclosures } : { ...detail, ...nested };
}

// Charts of more names than these are longer than the tables beside them.
const MOST_DRAWN = 60;
const MOST_UNITS_DRAWN = 80;

function cutChart(chart: Chart, detail: Detail): Chart {
  const name = (text: string): string => cutText(text, Math.min(MOST_UNITS_DRAWN, detail.name));
  const named = <T extends { readonly name: string }>(part: T): T => ({
    ...part,
    name: name(part.name),
  });
  switch (chart.kind) {
    case 'flow':
      return {
        ...chart,
        parts: chart.parts.map((part) => ({ ...part, parts: part.parts.map(named) })),
      };
    case 'ranges':
      return {
        ...chart,
        bars: chart.bars.slice(0, Math.min(MOST_DRAWN, detail.tableRows)).map(named),
      };
    case 'heat':
      return { ...chart, names: chart.names.map(name) };
    case 'histograms':
      return chart;
  }
}

function cutTable(table: TableBlock, detail: Detail): TableBlock {
  const rows = table.rows.slice(0, detail.tableRows);
  const cut = (cell: Cell): Cell => ({ ...cell, text: cutText(cell.text, detail.name) });
  return {
    ...table,
    caption: cutText(table.caption, SENTENCE_NAMES * detail.name),
    rows: rows.map((row) => row.map(cut)),
    left: table.left + table.rows.length - rows.length,
  };
}

function cutRows({ kind, rows, left }: RowsBlock, detail: Detail): RowsBlock {
  const shown = rows.slice(0, detail.rows);
  return {
    kind,
    rows: shown.map((row) => cutRow(row, detail)),
    left: left + rows.length - shown.length,
  };
}

function cutRow({ place, note, parts, left }: ShownRow, detail: Detail): ShownRow {
  // The end of a dialogue is what a model learns to say, so the last turns stay with the first ones.
  const more = Math.max(0, parts.length - detail.parts);
  const last = parts.length - 2;
  const shown = more === 0 ? parts : [...parts.slice(0, last - more), ...parts.slice(last)];
  return {
    place: cutText(place, detail.name),
    note: cutText(note, detail.name),
    parts: shown.map((part) => cutPart(part, detail)),
    left: left + more,
  };
}

function cutPart({ name, speaker, text }: RowPart, detail: Detail): RowPart {
  return {
    name: cutText(name, detail.name),
    speaker,
    text: { ...text, text: beginningOf(text.text, detail.text) },
  };
}
