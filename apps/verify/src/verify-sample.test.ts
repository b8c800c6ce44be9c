import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportCorpus } from './corpus-report.ts';
import { editManifest, goodLines, line, writeCorpus, writeLines } from './made-corpus.testing.ts';
import { writeBalance, writeCurriculum, writeMix } from './made-selections.testing.ts';
import { failures, quietReading, skipped } from './verification.testing.ts';
import { verifyCorpus, type CorpusScope, type CorpusVerification } from './verify-corpus.ts';

const manyLines = Array.from(
  { length: 400 },
  (_, index) =>
    `{"instruction":"Name ${String(index)}.","input":"","output":"It.","_category":"instruction","_source":"${index % 4 === 0 ? 'alpha' : 'beta'}"}`,
);

test('checks a sample of the rows, and skips with its size what needs all of them', async () => {
  const verification = await verify(writeCorpus(manyLines), { sample: { rows: 100, seed: 3 } });

  expect(failures(verification)).toEqual({});
  const rows = verification.sample?.rows ?? 0;
  expect(rows).toBeGreaterThan(60);
  expect(rows).toBeLessThan(140);
  expect(verification).toMatchObject({ rows: 400, sample: { rows, of: 400, seed: 3 } });
  expect(verification.sources.reduce((sum, source) => sum + source.rows, 0)).toBe(rows);
  const gap = `a sample of ${String(rows)} of 400 rows was read`;
  const unhashed = 'with a sample no sha256 is taken; the sizes fit';
  const unread = 'with a sample the rejects file is not read';
  expect(skipped(verification)).toEqual({
    unique: gap,
    rows: gap,
    categories: gap,
    sources: gap,
    top_sources: gap,
    lengths: gap,
    balance: gap,
    corpus_segments: unhashed,
    inputs: unhashed,
    rejects_lines: unread,
    rejects_counts: unread,
    rejects_segments: unread,
  });
});

test('finds a fault of a row exactly where the row is in the sample, with its line', async () => {
  const folder = writeCorpus(manyLines);
  writeLines(
    folder,
    manyLines.map((text) => text.replace('It.', 'It ')),
  );

  const verification = await verify(folder, { sample: { rows: 50, seed: 1 } });

  const found = failures(verification)['trimmed'] ?? [];
  expect(found).toHaveLength(verification.sample?.rows ?? 0);
  const places = found.map((sentence) => Number(/^line (\d+): /u.exec(sentence)?.[1]));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(Math.max(...places)).toBeGreaterThan(200);
});

test('chooses the same rows by the same seed, others by another', async () => {
  const folder = writeCorpus(manyLines);
  writeLines(
    folder,
    manyLines.map((text) => text.replace('It.', 'It ')),
  );
  const choose = async (seed: number): Promise<readonly string[] | undefined> =>
    failures(await verify(folder, { sample: { rows: 50, seed } }))['trimmed'];

  const [first, again, other] = [await choose(1), await choose(1), await choose(2)];

  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('checks everything where as many rows are wanted as there are', async () => {
  const folder = writeCorpus();

  const wanted = await verify(folder, { sample: { rows: 4, seed: 0 } });

  expect(wanted).toEqual(await verify(folder));
});

test('compares sizes, lines and inputs’ sizes all the same', async () => {
  const folder = writeCorpus(manyLines);
  writeLines(folder, manyLines.slice(1));
  writeFileSync(join(folder, 'in/a.jsonl'), 'short');
  rmSync(join(folder, 'in/b.csv'));

  const found = failures(await verify(folder, { sample: { rows: 10, seed: 0 } }));

  expect(found).toMatchObject({
    inputs: ['in/a.jsonl, bytes: the manifest says 14, found 5', 'in/b.csv is missing'],
  });
  expect(found['corpus_segments']).toContain('rows: the manifest says 400, found 399');
  expect(Object.keys(found)).toEqual(['corpus_segments', 'inputs']);
});

test('reads a sample of mixes, balanced corpora and curricula in several files', async () => {
  const folders = [
    writeMix('i1 d1 c1 a1 i2 d2', { validation: 'i3 c2' }),
    writeBalance('i1 i2 i3 i4 d1 d2 d3 c1 c2 c3'),
    writeCurriculum(['c1 c2 c3', 'i1 i2 i3', 'm1 m2 m3'], { isSplit: true, replay: 0 }),
  ];
  const names = ['mix', 'balancing', 'phases'];

  for (const [index, folder] of folders.entries()) {
    const verification = await verifyCorpus({ file: join(folder, 'out.jsonl') }, quietReading, {
      sample: { rows: 3, seed: 4 },
    });

    expect(failures(verification)).toEqual({});
    expect(skipped(verification)).toHaveProperty(
      names[index] ?? '',
      `a sample of ${String(verification.sample?.rows)} of ${String(verification.rows)} rows was read`,
    );
  }
});

test('never fails a good corpus, whatever sample is asked for', async () => {
  const folder = writeCorpus(manyLines);

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), fc.maxSafeNat(), async (rows, seed) => {
      const verification = await verify(folder, { sample: { rows, seed } });

      expect(failures(verification)).toEqual({});
    }),
    { numRuns: 30 },
  );
});

test('checks alone what a file can show by itself, and says why the rest is skipped', async () => {
  const folder = writeCorpus();
  writeLines(folder, [...goodLines, line.second]);
  rmSync(join(folder, 'corpus.manifest.json'));

  const verification = await verify(folder, { isAlone: true });

  expect(failures(verification)).toEqual({ unique: ['line 5: has the digest of line 2'] });
  expect(verification).toMatchObject({ kind: undefined, manifest: undefined, rows: 5 });
  expect(new Set(Object.values(skipped(verification)))).toEqual(
    new Set(['the corpus is checked alone']),
  );
  expect(Object.keys(skipped(verification))).toEqual([
    'manifest',
    'ledger',
    'deduplication_rate',
    'bounds',
    'rows',
    'categories',
    'sources',
    'top_sources',
    'lengths',
    'balance',
    'corpus_segments',
    'inputs',
    'rejects_lines',
    'rejects_counts',
    'rejects_segments',
  ]);
});

test('never looks at a manifest where the corpus is checked alone', async () => {
  const folder = writeCorpus();
  editManifest(folder, { total_examples: 7, kind: 'mix' });

  expect(failures(await verify(folder, { isAlone: true }))).toEqual({});
});

test('takes a sample of a corpus alone by its lines, the last without LF among them', async () => {
  const folder = writeCorpus(manyLines);
  writeFileSync(join(folder, 'corpus.jsonl'), manyLines.join('\n'));

  const verification = await verify(folder, { isAlone: true, sample: { rows: 399, seed: 0 } });

  expect(verification.sample?.of).toBe(400);
  expect(failures(verification)).toEqual({ line_ends: ['line 400: the last line has no LF'] });
});

test('says in a report of which rows it is', async () => {
  const folder = writeCorpus(manyLines);
  const verification = await verify(folder, { isAlone: true, sample: { rows: 100, seed: 3 } });
  const rows = verification.sample?.rows ?? 0;

  const { text } = reportCorpus(verification, { json: false, quiet: false });
  const json = reportCorpus(verification, { json: true, quiet: false });

  expect(text).toContain(
    `\nmanifest  none: checked alone\nsample    ${String(rows)} of 400 rows (seed 3), which the tables below are of\n`,
  );
  expect(text).toMatch(new RegExp(`\\nInstruction/General +${String(rows)}  100.00%\\n`, 'u'));
  expect(text).toMatch(/\nsample of the corpus verified: 25 checks, 0 failed, 16 skipped\n$/u);
  expect(JSON.parse(json.text)).toMatchObject({
    verdict: 'passed',
    manifest: null,
    rows: 400,
    sample: { rows, of: 400, seed: 3 },
  });
});

function verify(folder: string, scope: CorpusScope = {}): Promise<CorpusVerification> {
  return verifyCorpus({ file: join(folder, 'corpus.jsonl') }, quietReading, scope);
}
