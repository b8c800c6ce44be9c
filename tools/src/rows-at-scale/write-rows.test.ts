import { adaptRow } from '@llamaforge/adapters';
import { digestOf, type NamedRejectReason } from '@llamaforge/schema';
import { readRows } from '@llamaforge/shards';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fileCount, usualRows, type RowsOptions } from './options.ts';
import { writeRows, type WrittenRows } from './write-rows.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rows-at-scale-'));
let folders = 0;

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

test('the same options give the same bytes, another seed gives others', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => hashOfFolder(made({ seed }).folder));

  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('rows are dealt evenly over eight files, and their bytes are told', () => {
  const { folder, written } = made({ rows: 2003 });

  const files = readdirSync(folder).toSorted();
  const lines = files.map((name) => linesOf(join(folder, name)).length);

  expect(lines).toEqual([251, 251, 251, 250, 250, 250, 250, 250]);
  expect(written.rows).toBe(2003);
  expect(files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBe(
    written.bytes,
  );
});

test.each([0, 0.25, 1])(
  'each row is a record of its own, repeats one before it or is rejected, as it is told, with %d dialogues',
  async (dialogues) => {
    const { folder, written } = made({ rows: 6000, dialogues, broken: 0.01 });

    const { own, repeat, broken, reasons } = await countRows(filesOf(folder));

    expect({ own, repeat, broken }).toEqual({
      own: written.own,
      repeat: written.repeat,
      broken: written.broken,
    });
    expect([...reasons].toSorted()).toEqual(['invalid_json', 'invalid_utf8', 'missing_output']);
  },
);

test('shares are met within a few standard deviations', () => {
  const { written } = made({ rows: 20_000, dialogues: 0.25, duplicates: 0.3, broken: 0.02 });

  expect(written.repeat / written.rows).toBeCloseTo(0.3, 1);
  expect(written.broken / written.rows).toBeGreaterThan(0.016);
  expect(written.broken / written.rows).toBeLessThan(0.024);
  expect(written.dialogues / written.rows).toBeGreaterThan(0.23);
  expect(written.dialogues / written.rows).toBeLessThan(0.27);
});

test('with the usual options a row is 1 KB on average, and the longest is some 16 KB', () => {
  const { folder, written } = made({ rows: 20_000 });

  const longest = Math.max(
    ...readdirSync(folder).flatMap((name) =>
      linesOf(join(folder, name)).map((line) => line.length),
    ),
  );

  expect(written.bytes / written.rows).toBeGreaterThan(950);
  expect(written.bytes / written.rows).toBeLessThan(1100);
  expect(longest).toBeGreaterThan(12_000);
  // Three bytes a character at the most, six where it is written as an escape.
  expect(longest).toBeLessThan(60_000);
});

test.each([
  [0, [0, 0]],
  [1 / fileCount, [1, 0]],
  [1, [1, 1]],
])('a share %d of escapes leaves no other character in its rows', (escapes, [escaped, others]) => {
  const { folder } = made({ rows: 4000, escapes, duplicates: 0, broken: 0 });

  const shareOfAscii = (name: string): number => {
    const lines = linesOf(join(folder, name));
    return lines.filter((line) => isAscii(line)).length / lines.length;
  };
  const shares = [shareOfAscii('c_escaped.jsonl'), shareOfAscii('a_instructions.jsonl')];

  // About a third of the rows hold characters outside ASCII when they are not escaped.
  expect(shares.map((share) => (share === 1 ? 1 : share < 0.8 ? 0 : share))).toEqual([
    escaped,
    others,
  ]);
});

test('of the rows that repeat one of their own file, half have other bytes', async () => {
  const { folder } = made({ rows: 16_000, broken: 0 });
  // Nothing stands before the first file that its rows could repeat.
  const file = join(folder, 'a_instructions.jsonl');

  const { repeat, distinctLines } = await countRows([file]);

  const lines = linesOf(file);
  expect((lines.length - distinctLines) / repeat).toBeGreaterThan(0.4);
  expect((lines.length - distinctLines) / repeat).toBeLessThan(0.6);
  const ways = [
    /^\{ ?"output"/u,
    /^\{ "/u,
    /" : "/u,
    /\\u[0-9a-f]{4}/u,
    /\\\//u,
    /"instruction" ?: ?" /u,
  ];
  expect(ways.map((way) => lines.some((line) => way.test(line)))).toEqual(ways.map(() => true));
});

test('rows that go on behind others repeat some of them, and no two records of their own are the same', async () => {
  const old = made({ rows: 4000 });
  const later = made({ rows: 2000, first: 4000 });

  const [alone, both] = await Promise.all([
    countRows(filesOf(later.folder)),
    countRows([old.folder, later.folder].flatMap(filesOf)),
  ]);

  expect(both.own).toBe(old.written.own + later.written.own);
  expect(alone.own).toBeGreaterThan(later.written.own);
});

test('refuses options that are out of their range, by name', () => {
  const refused = [{ rows: 1.5 }, { duplicates: 2 }, { broken: NaN }, { first: 4 }];

  const messages = refused.map((options) => {
    try {
      writeRows(scratch, { ...usualRows, rows: 8, ...options });
      return 'taken';
    } catch (error) {
      return error instanceof RangeError ? error.message : 'another error';
    }
  });

  expect(messages).toEqual([
    '--rows is a whole number from 0, and not 1.5',
    '--duplicates is a share from 0 to 1, and not 2',
    '--broken is a share from 0 to 1, and not NaN',
    '--first is a multiple of 8, and rows end below 2³²',
  ]);
});

function made(options: Partial<RowsOptions>): {
  readonly folder: string;
  readonly written: WrittenRows;
} {
  folders += 1;
  const folder = join(scratch, String(folders));
  return { folder, written: writeRows(folder, { ...usualRows, rows: 2000, ...options }) };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));
}

/** Takes the rows of all files in order as the plain engine does. */
async function countRows(files: readonly string[]): Promise<{
  own: number;
  repeat: number;
  broken: number;
  distinctLines: number;
  reasons: ReadonlySet<NamedRejectReason>;
}> {
  const digests = new Set<string>();
  const lines = new Set<string>();
  const reasons = new Set<NamedRejectReason>();
  let [repeat, broken] = [0, 0];
  const format = { format: 'jsonl', compression: 'none' } as const;
  for (const file of files) {
    for (const line of linesOf(file)) lines.add(line);
    for await (const row of readRows(file, format)) {
      if (row.kind === 'blank') throw new Error('A blank line was written.');
      const adapted = row.kind === 'row' ? adaptRow(row.value)[0] : row;
      if (adapted === undefined) throw new Error('A row gave nothing.');
      if (adapted.kind !== 'record') {
        broken += 1;
        reasons.add(adapted.reason);
        continue;
      }
      const digest = digestOf(adapted.text);
      if (digests.has(digest)) repeat += 1;
      digests.add(digest);
    }
  }
  return { own: digests.size, repeat, broken, distinctLines: lines.size, reasons };
}

/** Lines by their bytes, one character each. */
function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'latin1').trimEnd().split('\n');
}

function isAscii(line: string): boolean {
  return /^[\0-\x7f]*$/u.test(line);
}

function hashOfFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
