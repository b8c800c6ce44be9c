import type { RejectReason } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dumpHashTable } from './dump-hash-table.ts';
import type { FileEntry } from './generation-books.ts';
import { HashTable } from './hash-table.ts';
import { OverlapCounter } from './overlap-counter.ts';
import type { RowLabel } from './table-entry.ts';
import type { TableLoader } from './table-loader.ts';

/** What stands at one place: a record by its number, or a reason to reject it. */
type Part = { readonly record: number } | { readonly reason: RejectReason };

/** For each generation its files, for each file its lines, for each line its parts. */
type Generation = readonly (readonly (readonly Part[])[])[];

const reasonNames = ['missing_output', 'not_text'] as const satisfies readonly RejectReason[];
const segment = { bytes: 3, rows: 1, sha256: 'f' };
const written = { corpus: segment, rejects: segment };

test('gives the tables that claims in the order of reading give, generation by generation', () => {
  const part = fc.oneof(
    { weight: 6, arbitrary: fc.record({ record: fc.integer({ min: 0, max: 40 }) }) },
    { weight: 1, arbitrary: fc.record({ reason: fc.constantFrom(...reasonNames) }) },
  );
  const line = fc.array(part, { minLength: 1, maxLength: 3 });
  const generation = fc.array(fc.array(line, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(generation, { minLength: 1, maxLength: 10 }), (generations) => {
      expectEqualTables(generations);
    }),
    { numRuns: 40 },
  );
});

test.each([0, 1, 499, 500, 501, 1001])('loads %i rows of each kind', (count) => {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const lines = numbers.map((record): Part[] => [{ record }, { record }, { reason: 'not_text' }]);

  expectEqualTables([[lines, []], [lines.map(([first, , last]) => [first, last].flatMap(orNone))]]);
});

test('goes on in the next call where the last one ended', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const rows = keptRows(1200);
  using table = HashTable.create(path, {});
  const loader = table.beginLoading();

  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [1, 701],
    [701, 1200],
  ] as const) {
    loader.addKept({
      count: to - from,
      digests: rows.digests.subarray(from * 20),
      files: rows.files.subarray(from),
      lines: rows.lines.subarray(from),
      labels: rows.labels.subarray(from),
    });
  }
  finish(table, loader);

  expect(dumpHashTable(path)['kept_row']).toEqual(
    Array.from({ length: 1200 }, (_, index) => [
      0,
      rows.digests.toString('hex', index * 20, index * 20 + 20),
      1,
      index + 1,
      1,
    ]),
  );
});

test('takes columns in shared memory and lets the caller overwrite them afterwards', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const rows = keptRows(700);
  const shared = new Uint8Array(new SharedArrayBuffer(rows.digests.length));
  shared.set(rows.digests);
  const files = new Uint32Array(new SharedArrayBuffer(4 * 700)).fill(1);
  using table = HashTable.create(path, {});
  const loader = table.beginLoading();

  loader.addKept({ ...rows, digests: shared, files });
  shared.fill(0);
  files.fill(9);
  finish(table, loader);

  const kept = dumpHashTable(path)['kept_row'] ?? [];
  expect(kept.map(([, digest, file]) => [digest, file])).toEqual(
    Array.from({ length: 700 }, (_, index) => [
      rows.digests.toString('hex', index * 20, index * 20 + 20),
      1,
    ]),
  );
});

test('keeps numbers up to 2^32 - 1', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  const most = Uint32Array.of(2 ** 32 - 1);
  using table = HashTable.create(path, {});
  const loader = table.beginLoading();

  loader.addHeld({ count: 1, digests: Buffer.alloc(20), files: most, lines: most, parts: most });
  finish(table, loader);

  const { held_row: held } = dumpHashTable(path);
  expect(held).toEqual([[0, '00'.repeat(20), 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1]]);
});

test.each([
  ['descends', ['02', '01']],
  ['repeats', ['01', '01']],
  ['descends in its last byte', [`01${'00'.repeat(18)}02`, `01${'00'.repeat(18)}01`]],
  ['descends across half of the range', ['80', '7f']],
])('refuses kept rows whose digest %s, in one call or in two', (_, hex) => {
  const digests = hex.map((digits) => Buffer.from(digits.padEnd(40, '0'), 'hex'));
  const add = (loader: TableLoader, count: number, bytes: Buffer): void => {
    const column = Uint32Array.of(1, 1);
    loader.addKept({ count, digests: bytes, files: column, lines: column, labels: column });
  };

  expect(() => {
    add(newLoader(), 2, Buffer.concat(digests));
  }).toThrow('a row of kept_row does not follow the row before it');
  const loader = newLoader();
  expect(() => {
    for (const digest of digests) add(loader, 1, digest);
  }).toThrow('a row of kept_row does not follow the row before it');
});

test.each([
  ['file', [2, 1, 1], [1, 1, 1]],
  ['line', [1, 2, 1], [1, 1, 1]],
  ['part', [1, 1, 2], [1, 1, 1]],
  ['nothing', [1, 1, 1], [1, 1, 1]],
])(
  'refuses held and rejected rows that descend by %s, in one call or in two',
  (_, first, second) => {
    const column = (at: number): Uint32Array => Uint32Array.of(first[at] ?? 0, second[at] ?? 0);
    const [files, lines, parts] = [column(0), column(1), column(2)];
    const single = [0, 1].map((row) => ({
      count: 1,
      files: files.subarray(row),
      lines: lines.subarray(row),
      parts: parts.subarray(row),
    }));

    for (const calls of [[{ count: 2, files, lines, parts }], single]) {
      const loader = newLoader();
      expect(() => {
        for (const rows of calls) loader.addHeld({ ...rows, digests: Buffer.alloc(40) });
      }).toThrow('a row of held_row does not follow the row before it');
      expect(() => {
        for (const rows of calls) loader.addRejected({ ...rows, reasons: [0, 0], reasonNames });
      }).toThrow('a row of rejected_row does not follow the row before it');
    }
  },
);

test('orders held rows by digest before place, and rows of one digest or line further on, over calls', () => {
  const path = join(temporaryFolder(), 'hashes.sqlite');
  using table = HashTable.create(path, {});
  const loader = table.beginLoading();
  const places = [
    { digest: 1, place: [9, 9, 9] },
    { digest: 2, place: [1, 5, 1] },
    { digest: 2, place: [1, 5, 2] },
    { digest: 2, place: [1, 6, 0] },
    { digest: 2, place: [2, 1, 0] },
  ] as const;

  for (const { digest, place } of places) {
    const [files, lines, parts] = place.map((number) => Uint32Array.of(number));
    if (files === undefined || lines === undefined || parts === undefined) continue;
    loader.addHeld({ count: 1, digests: Buffer.alloc(20, digest), files, lines, parts });
    if (digest === 1) continue;
    loader.addRejected({ count: 1, files, lines, parts, reasons: [1], reasonNames });
  }
  finish(table, loader);

  const { held_row: held, rejected_row: rejected } = dumpHashTable(path);
  expect(held?.map(([, , ...place]) => place)).toEqual(places.map(({ place }) => place));
  expect(rejected).toEqual(places.slice(1).map(({ place }) => [...place, 'not_text']));
});

test('refuses a row out of order between two statements of a call', () => {
  const rows = keptRows(501);
  rows.digests.copyWithin(500 * 20, 499 * 20, 500 * 20);

  expect(() => {
    newLoader().addKept(rows);
  }).toThrow('a row of kept_row does not follow the row before it');
});

test('refuses columns shorter than the count and reasons without a name', () => {
  const column = Uint32Array.of(1);
  const places = { files: column, lines: column, parts: column };

  expect(() => {
    newLoader().addHeld({ ...places, count: 2, digests: Buffer.alloc(40) });
  }).toThrow('a column of held_row has fewer than 2 rows');
  expect(() => {
    newLoader().addHeld({ ...places, count: 1, digests: Buffer.alloc(19) });
  }).toThrow('a column of held_row has fewer than 1 rows');
  expect(() => {
    newLoader().addRejected({ ...places, count: 1, reasons: [2], reasonNames });
  }).toThrow('rejected row 0 has no reason');
});

/** Fills a table by claims and another by the loader, and compares them after every generation. */
function expectEqualTables(generations: readonly Generation[]): void {
  const folder = temporaryFolder();
  const claimed = join(folder, 'claimed.sqlite');
  const loaded = join(folder, 'loaded.sqlite');
  for (const [generation, files] of generations.entries()) {
    claimGeneration(claimed, generation, files);
    loadGeneration(loaded, generation, files);
    expect(dumpHashTable(loaded)).toEqual(dumpHashTable(claimed));
  }
}

function openTable(path: string, generation: number): HashTable {
  return generation === 0 ? HashTable.create(path, { key: 'exact' }) : HashTable.open(path);
}

function claimGeneration(path: string, generation: number, files: Generation): void {
  using table = openTable(path, generation);
  const filler = table.beginGeneration();
  for (const [index, lines] of files.entries()) {
    const file = filler.addFile(fileEntry(generation, index));
    for (const [at, parts] of lines.entries()) {
      for (const [part, what] of parts.entries()) {
        const place = { file, line: at + 1, part };
        if ('reason' in what) filler.reject(place, what.reason);
        else filler.claim(digestOf(what.record), place, labelOf(file, what.record));
      }
      filler.countUnknownCategory(`tag ${String(at % 2)}`);
    }
    filler.closeFile(file, { rows: { read: lines.length } });
    filler.addLengths('output', new Map([[7, lines.length + 1]]));
  }
  table.finishGeneration(written);
  table.commit();
}

interface Held {
  readonly digest: string;
  readonly file: number;
  readonly line: number;
  readonly part: number;
  readonly label: number;
}

interface SortedGeneration {
  readonly kept: readonly Held[];
  readonly held: readonly Held[];
  readonly rejected: readonly (Omit<Held, 'digest' | 'label'> & {
    readonly reason: RejectReason;
  })[];
}

function loadGeneration(path: string, generation: number, files: Generation): void {
  using table = openTable(path, generation);
  const old = table.oldDigests();
  const loader = table.beginLoading();
  const entries = files.map((_, index) => fileEntry(generation, index));
  const ids = entries.map(({ path, bytes }) => loader.addFile({ path, bytes, generation }));
  const rows = sortGeneration(files, ids, (label) => loader.addLabel(label));
  const asked = [...new Set(rows.kept.map(({ digest }) => digest))];
  const flags = old.find(Buffer.from(asked.join(''), 'hex'), asked.length);
  const known = new Set(asked.filter((_, index) => flags[index] === 1));
  const kept = rows.kept.filter(({ digest }) => !known.has(digest));
  const held = [...rows.held, ...rows.kept.filter(({ digest }) => known.has(digest))];
  addRows(loader, { kept, held, rejected: rows.rejected });
  closeFiles(loader, files, { ids, kept });
  for (const [index, { sha256 }] of entries.entries()) loader.setFileHash(ids[index] ?? 0, sha256);
  if (generation === 0) loader.addOverlap(countOverlap(kept, held));
  table.finishGeneration(written, { overlapIsCounted: generation === 0 });
  table.commit();
}

/** Each record's first place in this generation as kept, the others as held. */
function sortGeneration(
  files: Generation,
  ids: readonly number[],
  addLabel: (label: RowLabel) => number,
): SortedGeneration {
  const kept = new Map<number, Held>();
  const held: Held[] = [];
  const rejected: SortedGeneration['rejected'][number][] = [];
  for (const [index, lines] of files.entries()) {
    for (const [at, parts] of lines.entries()) {
      for (const [part, what] of parts.entries()) {
        const place = { file: ids[index] ?? 0, line: at + 1, part };
        if ('reason' in what) {
          rejected.push({ ...place, reason: what.reason });
          continue;
        }
        const label = addLabel(labelOf(place.file, what.record));
        const row = { ...place, digest: digestOf(what.record), label };
        if (kept.has(what.record)) held.push(row);
        else kept.set(what.record, row);
      }
    }
  }
  return { kept: [...kept.values()].sort(byDigest), held, rejected };
}

function addRows(loader: TableLoader, { kept, held, rejected }: SortedGeneration): void {
  const heldInOrder = [...held].sort(byDigest);
  const places = (rows: readonly Omit<Held, 'digest' | 'label'>[]) => ({
    count: rows.length,
    files: Uint32Array.from(rows, ({ file }) => file),
    lines: Uint32Array.from(rows, ({ line }) => line),
    parts: Uint32Array.from(rows, ({ part }) => part),
  });
  loader.addKept({
    ...places(kept),
    digests: digestBytes(kept),
    labels: Uint32Array.from(kept, ({ label }) => label),
  });
  loader.addHeld({ ...places(heldInOrder), digests: digestBytes(heldInOrder) });
  loader.addRejected({
    ...places(rejected),
    reasons: rejected.map(({ reason }) => reasonNames.findIndex((name) => name === reason)),
    reasonNames,
  });
}

function closeFiles(
  loader: TableLoader,
  files: Generation,
  { ids, kept }: { readonly ids: readonly number[]; readonly kept: readonly Held[] },
): void {
  for (const [index, id] of ids.entries()) {
    const lines = files[index]?.length ?? 0;
    const labels = kept.filter(({ file }) => file === id).map(({ label }) => label);
    const labelRows = [...new Set(labels)].map(
      (label) => [label, labels.filter((other) => other === label).length] as const,
    );
    loader.closeFile(id, { rows: { read: lines } }, labelRows);
    loader.addLengths('output', new Map([[7, lines + 1]]));
    const odd = Math.floor(lines / 2);
    if (lines > 0) loader.countUnknownCategory('tag 0', lines - odd);
    if (odd > 0) loader.countUnknownCategory('tag 1', odd);
  }
}

function countOverlap(kept: readonly Held[], held: readonly Held[]): OverlapCounter {
  const counter = new OverlapCounter();
  const filesByDigest = new Map<string, number[]>();
  for (const { digest, file } of [...kept, ...held]) {
    filesByDigest.set(digest, [...(filesByDigest.get(digest) ?? []), file]);
  }
  for (const files of filesByDigest.values()) counter.addGroup(files, files.length);
  return counter;
}

function byDigest(a: Held, b: Held): number {
  return (
    (a.digest < b.digest ? -1 : Number(a.digest > b.digest)) ||
    a.file - b.file ||
    a.line - b.line ||
    a.part - b.part
  );
}

function digestBytes(rows: readonly Held[]): Buffer {
  return Buffer.from(rows.map(({ digest }) => digest).join(''), 'hex');
}

function digestOf(record: number): string {
  return createHash('sha1').update(String(record)).digest('hex');
}

function labelOf(file: number, record: number): RowLabel {
  const category = record % 3 === 0 ? 'cot_math' : 'instruction';
  return { source: `source ${String(file % 3)}`, category, shape: 'alpaca' };
}

function fileEntry(generation: number, index: number): FileEntry {
  const path = `${String(generation)}-${String(index)}.jsonl`;
  return { path, bytes: 5, sha256: 'e', generation };
}

function orNone(part: Part | undefined): Part[] {
  return part === undefined ? [] : [part];
}

function keptRows(count: number): Parameters<TableLoader['addKept']>[0] & { digests: Buffer } {
  const digests = Array.from({ length: count }, (_, index) => digestOf(index)).sort();
  return {
    count,
    digests: Buffer.from(digests.join(''), 'hex'),
    files: new Uint32Array(count).fill(1),
    lines: Uint32Array.from({ length: count }, (_, index) => index + 1),
    labels: new Uint32Array(count).fill(1),
  };
}

function newLoader(): TableLoader {
  return HashTable.create(':memory:', {}).beginLoading();
}

function finish(table: HashTable, loader: TableLoader): void {
  loader.closeFile(loader.addFile(fileEntry(0, 0)), {}, []);
  table.finishGeneration(written, { overlapIsCounted: true });
  table.commit();
}
