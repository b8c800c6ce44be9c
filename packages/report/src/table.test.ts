import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { renderTable, type TableColumn } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'file', align: 'left', shrink: true },
  { title: 'read', align: 'right' },
  { title: 'reasons', align: 'left' },
];

test('puts columns side by side under a rule, without blanks at the ends of lines', () => {
  const table = renderTable({
    columns,
    rows: [
      ['a.jsonl', '1,234', 'not_text 2'],
      ['b.csv', '7'],
    ],
  });

  expect(table).toBe(
    [
      'file      read  reasons',
      '───────  ─────  ──────────',
      'a.jsonl  1,234  not_text 2',
      'b.csv        7',
    ].join('\n'),
  );
});

test('cuts the middle of a long path, and nothing else, to stay within 80 columns', () => {
  const path = 'examples/datasets/a/very/long/folder/name/that/goes/on/open_orca.jsonl.gz';

  const table = renderTable({ columns, rows: [[path, '1,234,567', 'invalid_json 3, not_text 2']] });

  expect(table).toBe(
    [
      'file                                            read  reasons',
      '─────────────────────────────────────────  ─────────  ──────────────────────────',
      'examples/datasets/a/…n/open_orca.jsonl.gz  1,234,567  invalid_json 3, not_text 2',
    ].join('\n'),
  );
});

test('keeps every row of hostile cells on one line', () => {
  const table = renderTable({ columns, rows: [['new\nline\u001b[2J', '1', '\u202eabc\r']] });

  expect(table).toBe(
    [
      'file                read  reasons',
      '──────────────────  ────  ───────────',
      'new\\nline\\u001b[2J     1  \\u202eabc\\r',
    ].join('\n'),
  );
});

test('counts wide characters as two columns, cut or whole', () => {
  const table = renderTable({
    columns: columns.slice(0, 2),
    rows: [
      ['データ/日本語の非常に長い名前😀.jsonl', '1'],
      ['日本語', '22'],
      ['e\u0301te\u0301', '3'],
    ],
    widthColumns: 30,
  });

  expect(table).toBe(
    [
      'file                      read',
      '────────────────────────  ────',
      'データ/日本…名前😀.jsonl     1',
      '日本語                      22',
      'e\u0301te\u0301                          3',
    ].join('\n'),
  );
});

test.each([20, 40, 60, 80, 120])(
  'fits %i columns whatever the length of the texts',
  (widthColumns) => {
    const rows = [['x'.repeat(5_000_000), '1,234', 'y'.repeat(300)]];

    const widths = renderTable({ columns, rows, widthColumns }).split('\n').map(displayWidth);

    expect(Math.max(...widths)).toBe(widthColumns);
  },
);

test('lets a line grow past the terminal before it cuts a figure', () => {
  const table = renderTable({ columns, rows: [['abcdef', '123,456,789', '']], widthColumns: 12 });

  expect(table).toBe(
    ['f…e         read  r…s', '───  ───────────  ───', 'a…f  123,456,789'].join('\n'),
  );
});

test('shows the titles alone where there are no rows', () => {
  expect(renderTable({ columns: columns.slice(0, 2), rows: [] })).toBe('file  read\n────  ────');
});

test('names are cut at their end where the column says so', () => {
  const table = renderTable({
    columns: [{ title: 'label', align: 'left', shrink: true, cut: 'end' }],
    rows: [['Chain-of-thought Math']],
    widthColumns: 16,
  });

  expect(table.split('\n')[2]).toBe('Chain-of-though…');
});
