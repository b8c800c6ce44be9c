import type { DelimitedDialect } from './file-format.ts';

/** The cells of one record whose quotes are in order: outer quotes gone, doubled ones single. */
export function splitCells(record: string, dialect: DelimitedDialect): string[] {
  const { delimiter, quoting } = dialect;
  if (!quoting || !record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= record.length;) {
    const end = record[at] === '"' ? closingQuote(record, at) + 1 : cellEnd(record, at, delimiter);
    const cell = record.slice(at, end);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

function closingQuote(record: string, opening: number): number {
  let at = record.indexOf('"', opening + 1);
  while (record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}

function cellEnd(record: string, from: number, delimiter: string): number {
  const end = record.indexOf(delimiter, from);
  return end === -1 ? record.length : end;
}
