import { expect, test } from 'vitest';
import { cutSections, type Detail } from './cut-sections.ts';
import { type ReportSection, type RowPart, type SectionBlock } from './report-section.ts';

const detail: Detail = {
  text: 4,
  parts: 4,
  rows: 1,
  disclosures: 1,
  tableRows: 1,
  name: 5,
  nested: { text: 2, rows: 1, disclosures: 1 },
};

test('what is left out is counted: rows, turns, lines of tables, and things to be opened', () => {
  const turns = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => partOf(name, 'Hello.'));
  const row = { place: 'line 1', note: '', left: 2, parts: turns };
  const opened = { kind: 'disclosure', title: 'code', figure: '2 rows', blocks: [] } as const;

  const cut = cutBlocks([
    { kind: 'rows', rows: [row, row, row], left: 1 },
    { kind: 'table', caption: 'Rows', columns: [], rows: [[], [], []], left: 4 },
    opened,
    opened,
    opened,
  ]);

  expect(cut).toEqual([
    {
      kind: 'rows',
      rows: [
        {
          place: 'line…',
          note: '',
          left: 4,
          parts: ['a', 'b', 'e', 'f'].map((name) => partOf(name, 'Hell', 6)),
        },
      ],
      left: 3,
    },
    { kind: 'table', caption: 'Rows', columns: [], rows: [[]], left: 6 },
    opened,
    { kind: 'note', text: '… and 2 more, left out for the size of this file.' },
  ]);
});

test('no text that a manifest may make as long as it likes stays so', () => {
  const long = 'long'.repeat(100);
  const figure = { name: 'Rows', value: long, note: long, tone: 'plain' } as const;

  expect(
    cutBlocks([
      { kind: 'table', caption: long, columns: [], rows: [], left: 0 },
      { kind: 'figures', figures: [figure] },
    ]),
  ).toEqual([
    { kind: 'table', caption: `${'long'.repeat(4)}lon…`, columns: [], rows: [], left: 0 },
    { kind: 'figures', figures: [{ ...figure, value: 'long…', note: 'long…' }] },
  ]);
});

test('what is opened within another is cut further than what is opened first', () => {
  const rows = {
    kind: 'rows',
    rows: [{ place: 'a', note: '', left: 0, parts: [partOf('output', 'Hello.')] }],
    left: 0,
  } as const;
  const open = (blocks: readonly SectionBlock[]): SectionBlock => ({
    kind: 'disclosure',
    title: 'a',
    figure: '',
    blocks,
  });

  const cut = cutBlocks([open([rows, open([rows])])]);

  const cutRows = (text: string): SectionBlock => ({
    ...rows,
    rows: [{ place: 'a', note: '', left: 0, parts: [partOf('outp…', text, 6)] }],
  });
  expect(cut).toEqual([open([cutRows('Hell'), open([cutRows('He')])])]);
});

function cutBlocks(blocks: readonly SectionBlock[]): readonly SectionBlock[] {
  const section: ReportSection = { id: 'a', title: 'A', lead: '', findings: [], blocks };
  return cutSections([section], detail).flatMap((cut) => cut.blocks);
}

function partOf(name: string, text: string, characters = text.length): RowPart {
  return { name, speaker: undefined, text: { text, characters } };
}
