import { ChangedFileError, FileAccessError } from '@llamaforge/schema';
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  copyOf,
  folderToMerge,
  mergeIn,
  remainsOf,
  whenBegins,
  type MergeWay,
} from './disturbed-merge.testing.ts';

const rows = 3000;

/** What others do to a file meanwhile. */
const changes = {
  'grows by a row': (path: string) => {
    appendFileSync(path, '{"instruction":"More","output":"of it"}\n');
  },
  'loses its second half': (path: string) => {
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
  },
  // More rows, texts and sources than the survey or the first pass saw, and some that are none.
  'has other rows in as many bytes': (path: string) => {
    const { length } = readFileSync(path);
    const lines: string[] = [];
    for (let bytes = 0; bytes < length; bytes += lines.at(-1)?.length ?? 0) {
      const number = String(lines.length);
      lines.push(
        `{"text":"${number}","code":"b"${lines.length % 5 === 0 ? '' : `,"_source":"${number}"}`}\n`,
      );
    }
    writeFileSync(path, lines.join('').slice(0, length));
  },
  'is one long line in as many bytes': (path: string) => {
    const { length } = readFileSync(path);
    writeFileSync(path, `{"text":"a","code":"${'b'.repeat(length)}`.slice(0, length));
  },
};

/** Moments of each way, as run logs name what begins then: before a file is read, and between its two readings. */
const moments: readonly (readonly [way: MergeWay, phase: string])[] = [
  ['in one pass', 'claims_ms'],
  ['in two passes', 'compare_ms'],
  ['as an append', 'compare_ms'],
];

test.each(Object.entries(changes))('an input that %s ends a merge', async (_, change) => {
  const merged = await folderToMerge(rows);
  const old = remainsOf(merged);

  for (const [way, phase] of moments) {
    const folder = copyOf(merged);
    const path = join(folder, 'in/c.jsonl');
    whenBegins(phase, () => {
      change(path);
    });

    await expect(mergeIn(folder, way), `${way} ${phase}`).rejects.toEqual(
      new ChangedFileError(path),
    );

    expect(remainsOf(folder)).toEqual(old);
  }
});

test('an input that is gone ends a merge', async () => {
  const merged = await folderToMerge(rows);
  const { names, ...old } = remainsOf(merged);

  for (const [way, phase] of moments) {
    const folder = copyOf(merged);
    const path = join(folder, 'in/b.jsonl');
    whenBegins(phase, () => {
      rmSync(path);
    });

    await expect(mergeIn(folder, way), `${way} ${phase}`).rejects.toEqual(
      new FileAccessError(
        `Cannot read ${path}: it does not exist. Check the path, and the folder that you run from.`,
        { path, code: 'ENOENT' },
      ),
    );

    expect(remainsOf(folder)).toEqual({
      ...old,
      names: names.filter((name) => name !== 'in/b.jsonl'),
    });
  }
});
