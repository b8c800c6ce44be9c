import { realDataFolder } from '@llamaforge/testing';
import { parse } from 'csv-parse/sync';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { hasReadableExtension } from './file-format.ts';
import { readRows } from './read-rows.ts';

const folder = realDataFolder();

test.skipIf(folder === undefined)(
  'reads of every real file as many rows as a parser that loads it whole (skipped without CORPUS_REAL_DATA)',
  { timeout: 120_000 },
  async () => {
    const paths = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' })
      .filter((path) => hasReadableExtension(path) && !path.endsWith('.yaml.gz'))
      .toSorted();

    for (const path of paths) {
      const counted = await countRows(join(folder ?? '', path));

      const expected = countWhole(join(folder ?? '', path), counted.format);
      expect({ path, ...counted }).toEqual({
        path,
        format: counted.format,
        rows: expected,
        broken: 0,
      });
    }
    expect(paths.length).toBeGreaterThan(0);
  },
);

async function countRows(path: string): Promise<{ format: string; rows: number; broken: number }> {
  const format = await detectFormat(path);
  const counts = { row: 0, broken: 0, blank: 0 };
  for await (const row of readRows(path, format)) counts[row.kind] += 1;
  return { format: format.format, rows: counts.row, broken: counts.broken };
}

function countWhole(path: string, format: string): number {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (format === 'jsonl') return lines.length;
  if (format === 'tsv') return lines.length - 1;
  if (format === 'csv') return parse(text, { columns: true }).length;
  const value: unknown = JSON.parse(text);
  return countIn(value, format);
}

function countIn(value: unknown, format: string): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly unknown[] = Object.values(value);
  const lists = members.filter((member) => Array.isArray(member));
  switch (format) {
    case 'json_objects':
      return 1;
    case 'json_keyed':
      return members.length;
    case 'squad':
      return JSON.stringify(value).split('"answers":').length - 1;
    default:
      return lists[0]?.length ?? 0;
  }
}
