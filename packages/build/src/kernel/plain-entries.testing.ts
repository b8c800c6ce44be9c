import { adaptRow, decideCategory, readRowTags } from '@llamaforge/adapters';
import { categories, shapeNames } from '@llamaforge/schema';
import { readJsonLines, type FileRow } from '@llamaforge/shards';
import { expect } from 'vitest';
import type { Scan, ScannedEntry, ScannedFile } from './scan-rows.testing.ts';

/** Expects of every line that it was blank, left, or taken as the plain engine would take it. */
export async function expectPlain(bytes: Uint8Array, scan: Scan, file: ScannedFile): Promise<void> {
  const rows: FileRow[] = [];
  for await (const row of readJsonLines(oneChunk(bytes))) rows.push(row);
  const taken = new Map(scan.entries.map((entry) => [entry.line, entry]));
  const left = new Set(scan.left.map(({ line }) => line));
  let blanks = 0;
  expect(scan.lines).toBe(rows.length);
  for (const [line, row] of rows.entries()) {
    const entry = taken.get(line);
    if (row.kind === 'blank') blanks += 1;
    if (row.kind === 'blank' || entry === undefined) {
      expect([left.has(line), entry]).toEqual([row.kind !== 'blank', undefined]);
      continue;
    }
    expect({ entry, raw: row.raw() }).toEqual({
      entry: row.kind === 'row' ? plainEntry(row.value, { line, blanks }, file) : row.detail,
      raw: row.raw(),
    });
  }
  expect(scan.blanks).toBe(blanks);
}

function plainEntry(
  value: unknown,
  at: { readonly line: number; readonly blanks: number },
  file: ScannedFile,
): ScannedEntry | undefined {
  const [adapted, ...others] = adaptRow(value);
  if (adapted?.kind !== 'record' || adapted.loneSurrogates || others.length > 0) return undefined;
  const tags = readRowTags(value);
  const { category, way, unknownTag } = decideCategory({
    card: file.card === undefined ? undefined : categories[file.card],
    tags,
    vote: file.vote === undefined ? undefined : categories[file.vote],
    rulesCategory: () => 'instruction',
  });
  const { instruction, input, output } = adapted.text;
  return {
    line: at.line,
    blanksBefore: at.blanks,
    shape: shapeNames.findIndex((name) => name === adapted.shape),
    texts: [jsonOf(instruction), jsonOf(input), jsonOf(output)],
    source: jsonOf(tags.source ?? ''),
    category: way === 'rules' ? 255 : categories.indexOf(category),
    way: ['card', 'row', 'file', 'rules'].indexOf(way),
    unknownTag: jsonOf(unknownTag ?? ''),
    turnsLeftOut: adapted.turnsLeftOut,
  };
}

/** A text as an entry holds it: JSON without its quotes. */
export function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is read comes as an async iterable
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
