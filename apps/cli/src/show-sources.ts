import type { CardListing, SourceListing } from '@llamaforge/build';
import { formatBytes, formatCount, renderTable, visibleText } from '@llamaforge/report';
import { widthColumns, writeOut } from './output.ts';

/** Prints the files a merge would read, a row each, and how many it would leave. */
export async function showSources(
  listing: {
    readonly sources: readonly SourceListing[];
    readonly ignored: readonly { readonly path: string; readonly reason: string }[];
  },
  json: boolean,
): Promise<void> {
  if (json) {
    await writeOut(`${JSON.stringify({ command: 'sources', ...listing })}\n`);
    return;
  }
  const table = renderTable({
    columns: [
      { title: 'file', align: 'left', shrink: true },
      { title: 'format', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'shapes', align: 'left', shrink: true },
      { title: 'cap', align: 'right' },
      { title: 'licence', align: 'left', shrink: true },
    ],
    rows: listing.sources.map((source) => [
      source.path,
      source.format ?? 'damaged',
      formatCount(source.rows),
      formatBytes(source.bytes),
      source.damage ?? describeShapes(source.shapes),
      source.cap === undefined ? '' : formatCount(source.cap),
      source.license ?? '',
    ]),
    widthColumns: widthColumns(),
  });
  const ignored = listing.ignored.map(
    ({ path, reason }) => `Not read: ${visibleText(path)} (${reason})`,
  );
  await writeOut(`${[table, '', ...ignored].join('\n').trimEnd()}\n`);
}

function describeShapes(shapes: Readonly<Record<string, number>>): string {
  const names = Object.entries(shapes).sort(([, a], [, b]) => b - a);
  return names.map(([shape, rows]) => `${shape} ${formatCount(rows)}`).join(', ');
}

/** Prints the catalog's cards by category, a row each; what is fetched without names, gated or not confirmed is marked. */
export async function showCards(cards: readonly CardListing[], json: boolean): Promise<void> {
  if (json) {
    await writeOut(`${JSON.stringify({ command: 'sources', cards })}\n`);
    return;
  }
  const table = renderTable({
    columns: [
      { title: 'card', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'cap', align: 'right' },
      { title: 'licence', align: 'left', shrink: true },
      { title: 'allows', align: 'left' },
    ],
    rows: [...new Set(cards.map(({ category }) => category))].flatMap((category) => [
      [category],
      ...cards.filter((card) => card.category === category).map(cardCells),
    ]),
    widthColumns: widthColumns(),
  });
  const expansion = cards.filter(({ isExpansion }) => isExpansion);
  const rows = expansion.reduce((sum, card) => sum + (card.rows ?? 0), 0);
  await writeOut(
    `${table}\n\n* fetched without names: ${formatCount(expansion.length)} sets, ${formatCount(rows)} rows; g gated; ? layout not confirmed\n`,
  );
}

function cardCells(card: CardListing): string[] {
  const { isExpansion, isGated, unconfirmed, name, rows, cap, license, licenseClass } = card;
  const marks = `${isExpansion ? '*' : ''}${isGated ? 'g' : ''}${unconfirmed === undefined ? '' : '?'}`;
  return [
    `  ${name} ${marks}`.trimEnd(),
    rows === undefined ? '' : formatCount(rows),
    cap === undefined ? '' : formatCount(cap),
    license,
    licenseClass,
  ];
}
