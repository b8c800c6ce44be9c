import { commonFolder } from '../../common-folder.ts';
import { bytesCell, changeCell, countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type FileFigures, type SourceFigures } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type Cell,
  type ReportSection,
  type SectionBlock,
  type TableBlock,
} from '../report-section.ts';
import { countOf, listOf } from '../words.ts';
import { keptNote } from './kept-note.ts';

/** Where the rows come from: kept ones by source, and what became of each file's rows. */
export function sourceSection(report: CorpusReport): ReportSection {
  const { headline, sources, files } = report;
  return {
    id: 'sources',
    title: 'Sources',
    lead: describeSources(sources),
    findings: [...unlicensed(sources)],
    blocks: [
      ...comparisonBlocks(report),
      ...(sources.length === 0 ? [] : [...keptNote(headline), sourceTable(report)]),
      ...(files.length === 0 ? [] : [fileTable(files)]),
    ],
  };
}

function describeSources(sources: readonly SourceFigures[]): string {
  const [largest] = sources;
  if (largest === undefined) return 'There are no rows, so there are no sources.';
  const share = formatPercent(largest.rows / Math.max(1, rowsOf(sources)));
  return sources.length === 1
    ? `All rows come from one source, ${largest.source}.`
    : `The rows come from ${countOf(sources.length, 'source')}; the largest, ${largest.source}, holds ${share} of them.`;
}

function rowsOf(sources: readonly { readonly rows: number }[]): number {
  return sources.reduce((sum, { rows }) => sum + rows, 0);
}

// Where no source has a licence nobody has stated any, and a warning would say nothing.
function unlicensed(sources: readonly SourceFigures[]): string[] {
  const without = sources.filter((entry) => entry.license === undefined);
  if (without.length === 0 || without.length === sources.length) return [];
  const share = formatPercent(rowsOf(without) / Math.max(1, rowsOf(sources)));
  const names = listOf(without.map((entry) => entry.source));
  return [
    `No licence is stated for ${countOf(without.length, 'source')} (${share} of the rows): ${names}.`,
  ];
}

function comparisonBlocks({ comparison }: CorpusReport): SectionBlock[] {
  if (comparison === undefined) return [];
  const named = (isSo: (before: number, after: number) => boolean) =>
    comparison.sources.filter(({ before, after }) => isSo(before, after)).map(({ name }) => name);
  const added = named((before, after) => before === 0 && after > 0);
  const gone = named((before, after) => before > 0 && after === 0);
  const items = [
    ...(added.length === 0 ? [] : [`New: ${listOf(added, 12)}.`]),
    ...(gone.length === 0 ? [] : [`Gone: ${listOf(gone, 12)}.`]),
  ];
  return items.length === 0
    ? [{ kind: 'note', text: 'Against the earlier corpus no source is new and none is gone.' }]
    : [{ kind: 'list', items }];
}

function sourceTable({ sources, comparison }: CorpusReport): TableBlock {
  const all = rowsOf(sources);
  const here = new Set(sources.map((entry) => entry.source));
  const before = new Map(comparison?.sources.map((entry) => [entry.name, entry.before]));
  const gone = [...before].filter(([name, rows]) => !here.has(name) && rows > 0);
  const change = (source: string, rows: number) =>
    comparison === undefined
      ? []
      : [countCell(before.get(source) ?? 0), changeCell(before.get(source) ?? 0, rows)];
  return {
    kind: 'table',
    caption: 'Kept rows by source',
    columns: [
      { title: 'source', numeric: false },
      { title: 'kept', numeric: true },
      { title: 'share', numeric: true },
      ...(comparison === undefined
        ? []
        : [
            { title: 'before', numeric: true },
            { title: 'change', numeric: true },
          ]),
      { title: 'licence', numeric: false },
      { title: 'categories', numeric: false },
    ],
    rows: [
      ...sources.map((entry) => [
        textCell(entry.source),
        countCell(entry.rows),
        shareCell(entry.rows, all),
        ...change(entry.source, entry.rows),
        licenseCell(entry.license),
        textCell(describeCategories(entry)),
      ]),
      ...gone.map(([name]) => [
        textCell(name),
        countCell(0),
        shareCell(0, all),
        ...change(name, 0),
        textCell(''),
        textCell('gone', 'notice'),
      ]),
    ],
    left: 0,
  };
}

function licenseCell(license: string | undefined): Cell {
  return license === undefined ? textCell('not stated', 'quiet') : textCell(license);
}

function describeCategories({ categories, rows }: SourceFigures): string {
  const [only, ...others] = categories;
  if (only === undefined) return '';
  if (others.length === 0) return only.category;
  return listOf(
    categories.map(
      ({ category, rows: part }) => `${category} ${formatPercent(part / Math.max(1, rows))}`,
    ),
  );
}

function fileTable(files: readonly FileFigures[]): TableBlock {
  const folder = commonFolder(files.map((file) => file.path));
  return {
    kind: 'table',
    caption: `What became of each file’s rows${folder === '' ? '' : `, in ${folder}`}`,
    columns: [
      { title: 'file', numeric: false },
      { title: 'read', numeric: true },
      { title: 'kept', numeric: true },
      { title: 'kept of read', numeric: true },
      { title: 'duplicates', numeric: true },
      { title: 'rejected', numeric: true },
      { title: 'size', numeric: true },
      { title: 'format', numeric: false },
      { title: 'licence', numeric: false },
    ],
    rows: files.map((file) => [
      textCell(file.path.slice(folder.length)),
      countCell(file.read),
      countCell(file.kept),
      shareCell(file.kept, file.read),
      countCell(file.duplicates),
      countCell(file.rejected),
      bytesCell(file.bytes),
      textCell(file.format),
      licenseCell(file.license),
    ]),
    left: 0,
  };
}
