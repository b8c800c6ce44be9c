import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ClaimTable, type ClaimedRows, type ClaimEntry } from './claim-table.ts';
import type { DigestPrefixes } from './digest-prefixes.ts';
import { HashTable } from './hash-table.ts';

const code = { profile: 'code', seed: 1, fingerprint: 'a' } as const;
const chat = { profile: 'chat', seed: 1, fingerprint: 'b' } as const;

test('keeps claims in a file that it makes, with rows in ascending order', () => {
  const path = join(temporaryFolder(), 'output/claims.sqlite');
  const made = ClaimTable.open(path);
  made.put(code, {
    high: Uint32Array.of(0xffffffff, 0, 0x80000000, 0),
    low: Uint32Array.of(1, 0xffffffff, 0, 7),
  });
  made.close();

  using claims = ClaimTable.open(path);

  expect(claims.list()).toEqual([{ ...code, rows: 4, order: 1 }]);
  expect(claims.readPrefixes(code)).toEqual({
    high: Uint32Array.of(0, 0, 0x80000000, 0xffffffff),
    low: Uint32Array.of(7, 0xffffffff, 0, 1),
  });
});

test('holds nothing for a profile or seed that claimed nothing', () => {
  using claims = ClaimTable.open(':memory:');
  claims.put(code, prefixesOf(1, 2));
  claims.put(chat, prefixesOf());

  expect(claims.readPrefixes({ ...code, seed: 2 })).toEqual(prefixesOf());
  expect(claims.readPrefixes(chat)).toEqual(prefixesOf());
  expect(claims.list().map(({ profile, rows }) => [profile, rows])).toEqual([
    ['code', 2],
    ['chat', 0],
  ]);
});

test('puts a claim in its earlier one’s place, at the same order while the same is asked', () => {
  using claims = ClaimTable.open(':memory:');
  claims.put(code, prefixesOf(1, 2, 3));
  claims.put(chat, prefixesOf(4));

  claims.put(code, prefixesOf(1));

  expect(namesOf(claims.list())).toEqual(['code 1 a', 'chat 1 b']);
  expect(claims.readPrefixes(code)).toEqual(prefixesOf(1));
  expect(claims.readPrefixes(chat)).toEqual(prefixesOf(4));
});

test('makes a claim the last where something else is asked', () => {
  using claims = ClaimTable.open(':memory:');
  claims.put(code, prefixesOf(1, 2, 3));
  claims.put(chat, prefixesOf(4));

  claims.put({ ...code, fingerprint: 'other' }, prefixesOf(5));

  expect(namesOf(claims.list())).toEqual(['chat 1 b', 'code 1 other']);
  expect(claims.readPrefixes(code)).toEqual(prefixesOf(5));
});

test('tells a profile’s seeds apart, up to the largest', () => {
  using claims = ClaimTable.open(':memory:');
  const seeds = [0, 2 ** 31, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];

  for (const [index, seed] of seeds.entries()) claims.put({ ...code, seed }, prefixesOf(index));

  expect(claims.list().map(({ seed }) => seed)).toEqual(seeds);
  expect(seeds.map((seed) => claims.readPrefixes({ ...code, seed }).low[0])).toEqual([0, 1, 2, 3]);
});

test('releases one seed’s claim or all of a profile’s, and says what that freed', () => {
  using claims = ClaimTable.open(':memory:');
  for (const seed of [7, 3, 5]) claims.put({ ...code, seed }, prefixesOf(seed, seed));
  claims.put(chat, prefixesOf(1));

  const ofSeed = claims.release('code', 3);
  const again = claims.release('code', 3);
  const ofAll = claims.release('code');
  const unknown = claims.release('other');

  expect([ofSeed, again, ofAll, unknown]).toEqual([
    [{ profile: 'code', seed: 3, rows: 2 }],
    [],
    [
      { profile: 'code', seed: 7, rows: 2 },
      { profile: 'code', seed: 5, rows: 2 },
    ],
    [],
  ]);
  expect(namesOf(claims.list())).toEqual(['chat 1 b']);
  expect(claims.readPrefixes({ profile: 'code', seed: 7 })).toEqual(prefixesOf());
});

test('takes all seeds for none but the one that is zero', () => {
  using claims = ClaimTable.open(':memory:');
  for (const seed of [0, 1]) claims.put({ ...code, seed }, prefixesOf(seed));

  claims.release('code', 0);

  expect(claims.list().map(({ seed }) => seed)).toEqual([1]);
});

test('agrees with a plain list of claims after any puts and releases', () => {
  const step = fc.record({
    profile: fc.constantFrom('a', 'b', 'c'),
    seed: fc.nat(1),
    fingerprint: fc.constantFrom('x', 'y'),
    rows: fc.nat(3),
    work: fc.constantFrom('put', 'put', 'put', 'release', 'release_all'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      using claims = ClaimTable.open(':memory:');
      let model: (Omit<ClaimEntry, 'order'> & { readonly mark: number })[] = [];

      for (const [mark, { work, rows, ...request }] of steps.entries()) {
        const { profile, seed, fingerprint } = request;
        const index = model.findIndex((claim) => claim.profile === profile && claim.seed === seed);
        if (work === 'put') {
          claims.put(request, prefixesOf(...Array.from({ length: rows }, () => mark)));
          const stays = model[index]?.fingerprint === fingerprint;
          if (index >= 0) model.splice(index, 1);
          model.splice(stays ? index : model.length, 0, { ...request, rows, mark });
        } else {
          const isGone = (claim: ClaimedRows): boolean =>
            claim.profile === profile && (work === 'release_all' || claim.seed === seed);
          const released = claims.release(profile, work === 'release_all' ? undefined : seed);
          expect(released.map((claim) => claim.seed)).toEqual(
            model.filter(isGone).map((claim) => claim.seed),
          );
          model = model.filter((claim) => !isGone(claim));
        }
      }

      expect(claims.list().map(({ order, ...claim }) => claim)).toEqual(
        model.map(({ mark, ...claim }) => claim),
      );
      expect(model.map((claim) => claims.readPrefixes(claim))).toEqual(
        model.map(({ rows, mark }) => prefixesOf(...Array.from({ length: rows }, () => mark))),
      );
    }),
  );
});

test('keeps a claim of more than a million rows in several pieces, and compactly', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  const rows = 1_100_000;
  const ascending = Uint32Array.from({ length: rows }, (_, index) => index * 3900);
  using claims = ClaimTable.open(path);

  claims.put(code, { high: ascending.toReversed(), low: ascending.toReversed() });
  const { high, low } = claims.readPrefixes(code);

  expect([high, low].map((half) => Buffer.compare(bytesOf(half), bytesOf(ascending)))).toEqual([
    0, 0,
  ]);
  const chunks = query(path, 'SELECT chunk, length(prefixes) / 8 AS rows FROM claim_chunk');
  expect(chunks).toEqual([
    { chunk: 0, rows: 1_048_576 },
    { chunk: 1, rows: 51_424 },
  ]);
  expect(statSync(path).size / rows).toBeLessThan(8.1);
});

test('leaves the old claim where a process is killed while it puts another', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  const before = ClaimTable.open(path);
  before.put(code, prefixesOf(...Array.from({ length: 5000 }, (_, index) => index)));
  before.close();

  killWhileWriting(
    path,
    "DELETE FROM claim_chunk; DELETE FROM claim; INSERT INTO claim VALUES (1, 'code', 1, 'new', 9)",
  );
  using claims = ClaimTable.open(path);

  expect(claims.list()).toEqual([{ ...code, rows: 5000, order: 1 }]);
  expect(claims.readPrefixes(code).low[4999]).toBe(4999);
});

test('begins anew where a process is killed while it makes the file', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  killWhileWriting(
    path,
    'PRAGMA application_id = 7; CREATE TABLE claim_chunk (claim INTEGER, chunk INTEGER, prefixes BLOB)',
  );

  using claims = ClaimTable.open(path);

  expect(claims.list()).toEqual([]);
});

test('leaves the old claim where a transaction is dropped', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  using claims = ClaimTable.open(path);
  claims.put(code, prefixesOf(1));
  const other = new Database(path);
  other.exec('BEGIN IMMEDIATE; DELETE FROM claim_chunk; DELETE FROM claim');

  other.close();

  expect(claims.readPrefixes(code)).toEqual(prefixesOf(1));
});

test('leaves the old claim where what replaces it is no list of prefixes', () => {
  using claims = ClaimTable.open(':memory:');
  claims.put(code, prefixesOf(1));

  const put = (): void => {
    claims.put(code, { high: new Uint32Array(2), low: new Uint32Array(3) });
  };

  expect(put).toThrow('a prefix lacks one of its halves');
  expect(claims.readPrefixes(code)).toEqual(prefixesOf(1));
});

test('sees what another process has put since', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  using first = ClaimTable.open(path);
  using second = ClaimTable.open(path);

  second.put(code, prefixesOf(1));
  first.put(chat, prefixesOf(2));

  expect(namesOf(second.list())).toEqual(['code 1 a', 'chat 1 b']);
});

test('takes an empty file for a new one', () => {
  const folder = temporaryFolder({ 'claims.sqlite': '' });

  using claims = ClaimTable.open(join(folder, 'claims.sqlite'));

  expect(claims.list()).toEqual([]);
});

test.each(['text', 'long', 'start', 'sqlite', 'hashes'])(
  'refuses %s, a file that is not ours, and leaves it as it is',
  (name) => {
    const path = join(makeForeignFiles(), name);
    const before = readFileSync(path);

    const error = catchError(() => ClaimTable.open(path));

    expect(error).toBeInstanceOf(CorpusError);
    expect(String(error)).toBe(
      `CorpusError: ${path} is not a file of claims of ours. Move it away, then run again.`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  },
);

test('refuses another version’s claims', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  ClaimTable.open(path).close();
  const database = new Database(path);
  database.pragma('user_version = 2');
  database.close();

  const error = catchError(() => ClaimTable.open(path));

  expect(String(error)).toBe(
    `CorpusError: ${path} was written by another version. Move it away, then build the mixes anew with --exclusive.`,
  );
});

test('says what to do where the file is damaged', () => {
  const path = join(temporaryFolder(), 'claims.sqlite');
  const made = ClaimTable.open(path);
  made.put(code, prefixesOf(...Array.from({ length: 5000 }, (_, index) => index)));
  made.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, 4096));

  const error = catchError(() => {
    using claims = ClaimTable.open(path);
    return claims.readPrefixes(code);
  });

  expect(error).toBeInstanceOf(CorpusError);
  expect(String(error)).toMatch(/^CorpusError: The file of claims .* is damaged: .* Move it away/u);
});

test('says what to do where the file cannot be made', () => {
  const path = join(temporaryFolder({ file: '' }), 'file/claims.sqlite');

  const error = catchError(() => ClaimTable.open(path));

  expect(error).toBeInstanceOf(FileAccessError);
  expect(String(error)).toBe(
    `FileAccessError: Cannot write ${path}: a part of the path is a file, not a folder. Choose another place.`,
  );
});

function prefixesOf(...low: readonly number[]): DigestPrefixes {
  return { high: new Uint32Array(low.length), low: Uint32Array.from(low) };
}

function namesOf(claims: readonly ClaimEntry[]): string[] {
  return claims.map(({ profile, seed, fingerprint }) => [profile, seed, fingerprint].join(' '));
}

function bytesOf({ buffer }: Uint32Array): Buffer {
  return Buffer.from(new Uint8Array(buffer));
}

function query(path: string, sql: string): unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** A process changes a database, so much that changes reach the file before they are committed, and dies. */
function killWhileWriting(path: string, statements: string): void {
  const script = `${path}.mjs`;
  writeFileSync(
    script,
    `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
     const database = new Database(process.argv[2]);
     database.pragma('cache_size = 1');
     database.exec('BEGIN IMMEDIATE;' + process.argv[3]);
     for (let chunk = 0; chunk < 9; chunk += 1)
       database.exec('INSERT INTO claim_chunk VALUES (1, ' + chunk + ', zeroblob(100000))');
     process.kill(process.pid, 'SIGKILL');`,
  );
  const { signal } = spawnSync(process.execPath, [script, path, statements]);
  expect([signal, statSync(`${path}-journal`).size > 0]).toEqual(['SIGKILL', true]);
}

function makeForeignFiles(): string {
  const folder = temporaryFolder({
    text: 'no database',
    long: 'x'.repeat(5000),
    start: 'SQLite format 3\u0000 and no more',
  });
  const sqlite = new Database(join(folder, 'sqlite'));
  sqlite.exec('CREATE TABLE t (x)');
  sqlite.close();
  HashTable.create(join(folder, 'hashes'), {}).close();
  return folder;
}

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
