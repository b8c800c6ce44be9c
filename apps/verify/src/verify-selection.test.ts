import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportCorpus } from './corpus-report.ts';
import { type Json } from './made-corpus.testing.ts';
import {
  editManifest,
  writeBalance,
  writeCurriculum,
  writeMix,
} from './made-selections.testing.ts';
import { failures, quietReading, skipped } from './verification.testing.ts';
import { verifyCorpus, type CorpusVerification } from './verify-corpus.ts';

const mixed = 'i1 d1 c1 a1 i2 d2';
const balanced = 'i1 i2 i3 i4 d1 d2 d3 c1 c2 c3';
const ordered = [
  'c1 c2 c3 c4 c5 c6 c7 i1',
  'c8 i2 i3 c3 i4 i5 i6 i7 m1',
  'i8 m2 c5 m3 m4 i4 m5 m6 m7 m8',
];
const notAllRows = 'not every file of rows can be read';

test('accepts a mix with rows set aside, and checks what only a mix has', async () => {
  const verification = await verify(writeMix(mixed, { validation: 'i3 c2' }));

  expect(failures(verification)).toEqual({});
  expect(verification).toMatchObject({
    kind: 'mix',
    rows: 8,
    files: [
      { role: 'corpus', rows: 6 },
      { role: 'validation', rows: 2 },
    ],
    sources: [{ source: 'made', rows: 8 }],
  });
  expect(ownChecks(verification)).toEqual(['validation_prompts', 'validation_segments', 'mix']);
});

test('accepts a balanced corpus', async () => {
  const verification = await verify(writeBalance(balanced));

  expect(failures(verification)).toEqual({});
  expect(verification).toMatchObject({ kind: 'balance', rows: 10 });
  expect(ownChecks(verification)).toEqual(['balancing']);
});

test('accepts a curriculum with replayed rows, in one file and in one a phase', async () => {
  const whole = writeCurriculum(ordered);
  const split = writeCurriculum(ordered, { isSplit: true, validation: 'm9 c9' });

  const [one, many] = [await verify(whole), await verify(split)];

  expect([failures(one), failures(many)]).toEqual([{}, {}]);
  expect(one).toMatchObject({ kind: 'curriculum', rows: 24, files: [{ rows: 27 }] });
  expect(many).toMatchObject({
    rows: 26,
    files: [{ rows: 8 }, { rows: 9 }, { rows: 10 }, { rows: 2 }],
  });
  expect(ownChecks(one)).toEqual(['phases']);
  expect(ownChecks(many)).toEqual(['validation_prompts', 'validation_segments', 'phases']);
});

test('accepts a copy under another name, and finds the rows set aside beside the manifest', async () => {
  const folder = writeMix(mixed, { validation: 'i3' });
  renameSync(join(folder, 'out.jsonl'), join(folder, 'copy.jsonl'));

  const verification = await verify(folder, 'copy.jsonl');

  expect(failures(verification)).toEqual({});
});

test('accepts a curriculum of one phase in the file of that phase', async () => {
  const folder = writeCurriculum(['c1 c2'], { phases: [['creative_narrative']] });
  renameSync(join(folder, 'out.jsonl'), join(folder, 'out.1-all.jsonl'));
  editManifest(folder, { 'outputs.0.path': 'out.1-all.jsonl' });

  expect(failures(await verify(folder))).toEqual({});
});

test('accepts phases without rows, also at the ends', async () => {
  const folder = writeCurriculum(['', '', 'i1 i2 i3 i4', ''], {
    phases: [['creative_narrative'], ['code_debugging'], ['instruction'], ['cot_math']],
  });

  expect(failures(await verify(folder))).toEqual({});
});

test.each<[string, Json, string[]]>([
  ['selection.mix.buckets.0.got', 4, ['ledger', 'mix']],
  ['selection.mix.buckets.0.available', 2, ['mix']],
  ['selection.mix.buckets.0.available', 99, ['mix']],
  ['selection.mix.buckets.1.bucket', 'instruction', ['mix']],
  ['selection.mix.sources.0.got', 9, ['ledger', 'mix']],
  ['selection.mix.sources.0.available', 11, ['mix']],
  ['selection.mix.sources.0.rows', 99, ['mix']],
  ['selection.mix.sources.0.rows', 8, ['mix']],
  ['selection.mix.sources.0.cap', 8, ['mix']],
  ['selection.mix.sources.0.there', false, ['mix']],
  ['selection.mix.sources.0.got_by_bucket.code', 5, ['ledger', 'mix']],
  ['selection.mix.max_total', 7, ['mix']],
  ['selection.mix.taken_by_others', 1, ['mix']],
  ['selection.mix.tags.0.rows', 1, ['mix']],
  ['selection.mix.profile.buckets.adversarial_moral', 'red_team', ['mix']],
  ['selection.validation.rows', 1, ['ledger']],
  ['selection.repeated', 1, ['ledger']],
  ['outputs.1.rows', 1, ['ledger', 'validation_segments']],
  ['outputs.1.bytes', 1, ['ledger', 'validation_segments']],
  ['outputs.1.segments.0.sha256', '0'.repeat(64), ['validation_segments']],
  ['ledger.rejected', 0, ['manifest']],
  ['kind', 'balance', ['balancing', 'ledger']],
  ['kind', 'curriculum', ['ledger']],
])('finds a mix’s %s edited to %j', async (place, value, expected) => {
  const folder = writeMix(mixed, { validation: 'i3 c2' });
  editManifest(folder, { [place]: value });

  expect(Object.keys(failures(await verify(folder))).sort()).toEqual(expected);
});

test.each<[string, string | number, string[]]>([
  ['selection.balancing.labels.0.after', 3, ['balancing', 'ledger']],
  ['selection.balancing.labels.0.before', 3, ['balancing']],
  ['selection.balancing.labels.0.before', 6, ['balancing']],
  ['selection.balancing.labels.0.label', 'Red-team/Safety', ['balancing']],
  ['selection.balancing.labels.1.label', 'Instruction/General', ['balancing']],
  ['selection.balancing.labels.1.lowest', '30.001%', ['balancing']],
  ['selection.balancing.labels.1.lowest', '30%', []],
  ['selection.balancing.max_share', '39.999%', ['balancing']],
  ['selection.balancing.bind', 'both', ['balancing']],
])(
  'finds a balanced corpus’s %s edited to %j, where it matters',
  async (place, value, expected) => {
    const folder = writeBalance(balanced);
    editManifest(folder, { [place]: value });

    expect(Object.keys(failures(await verify(folder))).sort()).toEqual(expected);
  },
);

test('takes the last of ten decimals for a rounded one', async () => {
  const folder = writeBalance('i1 c1 d1');
  editManifest(folder, { 'selection.balancing.max_share': '33.3333333333%' });
  const tooLow = writeBalance('i1 c1 d1');
  editManifest(tooLow, { 'selection.balancing.max_share': '33.3333333332%' });

  const found = [await verify(folder), await verify(tooLow)].map(failures);

  expect(found.map((problems) => problems['balancing'])).toEqual([
    undefined,
    [
      'Instruction/General: 1 of 3 rows is more than max_share, 33.3333333332%',
      'Creative Narrative: 1 of 3 rows is more than max_share, 33.3333333332%',
      'Code/Debugging: 1 of 3 rows is more than max_share, 33.3333333332%',
    ],
  ]);
});

test.each<[string, number, string[]]>([
  ['selection.repeated', 4, ['ledger', 'unique']],
  ['selection.order.phases.1.rows', 8, ['ledger', 'phases']],
  ['selection.order.phases.1.replayed', 2, ['ledger', 'phases']],
  ['selection.order.phases.1.first_row', 9, ['ledger', 'phases']],
  ['selection.order.phases.2.first_byte', 9, ['phases']],
  ['selection.order.blend', 0.1, ['phases']],
  ['selection.order.replay', 0.05, ['phases']],
  ['selection.order.phases.0.mean_entropy', 0.001, ['phases']],
])('finds a curriculum’s %s edited to %j, in one file or many', async (place, value, expected) => {
  const found = await Promise.all(
    [false, true].map(async (isSplit) => {
      const folder = writeCurriculum(ordered, { isSplit });
      editManifest(folder, { [place]: value });
      return Object.keys(failures(await verify(folder))).sort();
    }),
  );

  expect(found).toEqual([expected, expected]);
});

test('finds phases that are not as long as their files, though all sums hold', async () => {
  const folder = writeCurriculum(['c1 c2', 'i1 i2', 'm1 m2'], { isSplit: true });
  editManifest(folder, {
    'selection.order.phases.0.rows': 1,
    'selection.order.phases.1.rows': 3,
    'selection.order.phases.1.first_row': 1,
  });

  const found = failures(await verify(folder));

  expect(Object.keys(found)).toEqual(['phases']);
  expect(found['phases']?.slice(0, 2)).toEqual([
    'out.1.jsonl, rows of its phase: the manifest says 1, found 2',
    'out.2.jsonl, rows of its phase: the manifest says 3, found 2',
  ]);
});

// The manifests say of these what is so: what is wrong is the choice and order itself.
test.each<[string, readonly string[], Record<string, string[]>]>([
  [
    'a row replayed too often',
    [ordered[0] ?? '', 'c8 i2 i3 c3 i4 i5 c4 i6 i7 m1', ordered[2] ?? ''],
    { phases: ['p2: 2 rows replayed, 0.125 of the 8 before is 1'] },
  ],
  [
    'a row replayed in its own phase',
    [ordered[0] ?? '', 'c8 i2 i3 i2 i4 i5 i6 i7 m1', ordered[2] ?? ''],
    { phases: ['line 12: repeats a row that is of no phase and part before'] },
  ],
  [
    'a row replayed in the part in which blending put it',
    [ordered[0] ?? '', 'c8 i2 i3 c8 i4 i5 i6 i7 m1', ordered[2] ?? ''],
    { phases: ['line 12: repeats a row that is of no phase and part before'] },
  ],
  [
    'a row of a later phase replayed where blending put it before',
    [ordered[0] ?? '', 'c8 i2 i3 i1 i4 i5 i6 i7 m1', ordered[2] ?? ''],
    { phases: ['line 12: repeats a row that is of no phase and part before'] },
  ],
  [
    'a replayed row that is no copy',
    [ordered[0] ?? '', 'c8 i2 i3 c3@b i4 i5 i6 i7 m1', ordered[2] ?? ''],
    { unique: ['line 12: has the digest of line 3, but is no copy'] },
  ],
  [
    'a row blended too far into the phase after its own',
    [ordered[0] ?? '', 'i2 i3 c8 c3 i4 i5 i6 i7 m1', ordered[2] ?? ''],
    { phases: ['p2: rows of phase 1 stand where none is blended in'] },
  ],
  [
    'a row blended too far into the phase before its own',
    ['c1 c2 c3 c4 c5 i1 c6 c7', ordered[1] ?? '', ordered[2] ?? ''],
    { phases: ['p1: rows of phase 2 stand where none is blended in'] },
  ],
  [
    'a row blended over a whole phase',
    ['c1 c2 c3 c4 c5 c6 c7 m1', 'c8 i1 i2 c3 i3 i4 i5 i6 i7', ordered[2] ?? ''],
    { phases: ['p1: rows of phase 3 stand where none is blended in'] },
  ],
  [
    'parts that are not as long as their phases',
    ['c1 c2 c3 c4 c5 c6 c7 c8', 'i1 i2 i3 i4 i5 i6 i7', 'i8 m1 m2 m3 m4 m5 m6 m7 m8'],
    {
      phases: [
        'p2: 7 rows besides those replayed, of its categories there are 8',
        'p3: 9 rows besides those replayed, of its categories there are 8',
      ],
    },
  ],
  [
    'a row of a category that no phase names',
    ['c1 c2', 'i1 d1', 'm1 m2'],
    {
      phases: [
        'line 4: no phase names code_debugging',
        'p2: 2 rows besides those replayed, of its categories there are 1',
      ],
    },
  ],
])('finds %s', async (_what, parts, expected) => {
  expect(failures(await verify(writeCurriculum(parts)))).toEqual(expected);
});

test('finds rows that are not in order of their outputs’ entropy', async () => {
  const [descending, rising] = ['c1/bb c2', 'c2 c1/bb'].map((part) =>
    writeCurriculum([part], { phases: [['creative_narrative']] }),
  );
  // Three triples in the one answer, none in the other.
  const mean = Number((Math.log2(3) / 2).toFixed(3));
  for (const folder of [descending, rising]) {
    editManifest(folder ?? '', { 'selection.order.phases.0.mean_entropy': mean });
  }

  const found = [await verify(descending ?? ''), await verify(rising ?? '')].map(failures);

  expect(found).toEqual([
    {},
    {
      phases: ['line 2: its output has 1.585 bits, that of the row before of its phase 0.000'],
    },
  ]);
});

test('holds blending to the phases as they were before rows were set aside', async () => {
  const thinned = ['c1 c2 c6 c7 i1', 'c8 i2 i6 i7 m1', 'i8 m2 m3 m4 m5 m6 m7 m8'];
  const validation = 'c3 c4 c5 i3 i4 i5';

  const [good, bad] = [
    await verify(writeCurriculum(thinned, { validation })),
    await verify(writeCurriculum(['c1 c2 i1 c6 c7', ...thinned.slice(1)], { validation })),
  ].map(failures);

  expect(good).toEqual({});
  expect(bad).toEqual({ phases: ['p1: rows of phase 2 stand where none is blended in'] });
});

test('finds a prompt that stands on both sides, whatever its answer', async () => {
  const found = failures(await verify(writeMix('i1 d1 i2/b c1', { validation: 'i3 i2' })));

  expect(found).toEqual({
    validation_prompts: [
      'out.jsonl line 3: has the instruction and input of out.validation.jsonl line 2',
    ],
  });
});

test('finds a row that is set aside and stands in the corpus too, in a curriculum as elsewhere', async () => {
  const mix = await verify(writeMix('i1 d1', { validation: 'i1' }));
  const curriculum = await verify(
    writeCurriculum(['c1 c2', 'i1 i2 c1', ''], { validation: 'c1', replay: 1 }),
  );

  const [inMix, inCurriculum] = [mix, curriculum].map((found) => failures(found)['unique']);

  expect(inMix).toEqual(['out.jsonl line 1: has the digest of out.validation.jsonl line 1']);
  expect(inCurriculum?.[0]).toBe(
    'out.jsonl line 1: has the digest of out.validation.jsonl line 1, which is set aside',
  );
});

test('finds a row that stands twice in a mix, and figures that count it twice', async () => {
  const found = failures(await verify(writeMix('i1 d1 i1 c1')));

  expect(found['unique']).toEqual(['line 3: has the digest of line 1']);
});

test.each(['out.jsonl', 'out.validation.jsonl'])('finds one removed line of %s', async (name) => {
  const folder = writeMix(mixed, { validation: 'i3 c2' });
  rewrite(join(folder, name), (text) => text.replace(/^.*\n/u, ''));

  const found = failures(await verify(folder));

  const role = name === 'out.jsonl' ? 'corpus' : 'validation';
  expect(Object.keys(found)).toEqual(
    expect.arrayContaining(['rows', 'categories', 'sources', `${role}_segments`, 'mix']),
  );
});

test('finds one removed line of a phase’s file, and names the file', async () => {
  const folder = writeCurriculum(ordered, { isSplit: true });
  rewrite(join(folder, 'out.2.jsonl'), (text) => text.replace(/^.*\n/u, ''));

  const found = failures(await verify(folder));

  expect(found['corpus_segments']?.slice(1, 2)).toEqual([
    'out.2.jsonl, rows: the manifest says 9, found 8',
  ]);
  expect(Object.keys(found)).toEqual(expect.arrayContaining(['rows', 'phases']));
});

test('finds two rows of a phase that changed places', async () => {
  const folder = writeCurriculum(ordered);
  rewrite(join(folder, 'out.jsonl'), (text) => text.replace(/^(.*\n)(.*\n)/u, '$2$1'));

  expect(Object.keys(failures(await verify(folder)))).toEqual(['corpus_segments']);
});

test('finds any change of any one byte of any file of rows', async () => {
  const folder = writeCurriculum(ordered, { isSplit: true, validation: 'm9 c9' });
  const names = ['out.1.jsonl', 'out.2.jsonl', 'out.3.jsonl', 'out.validation.jsonl'];

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.nat(10_000),
      fc.integer({ min: 1, max: 255 }),
      async (name, place, mask) => {
        const path = join(folder, name);
        const good = readFileSync(path);
        const bad = Buffer.from(good);
        bad[place % good.length] = (bad[place % good.length] ?? 0) ^ mask;
        writeFileSync(path, bad);

        const found = failures(await verify(folder));
        writeFileSync(path, good);

        const role = name === 'out.validation.jsonl' ? 'validation' : 'corpus';
        expect(Object.keys(found)).toContain(`${role}_segments`);
      },
    ),
    { numRuns: 60 },
  );
});

test('says that rows set aside are gone, and what could not be checked for that', async () => {
  const folder = writeMix(mixed, { validation: 'i3 c2' });
  rmSync(join(folder, 'out.validation.jsonl'));

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({
    validation_segments: ['out.validation.jsonl is missing'],
  });
  expect(skipped(verification)).toEqual({
    validation_prompts: notAllRows,
    rows: notAllRows,
    categories: notAllRows,
    sources: notAllRows,
    top_sources: notAllRows,
    lengths: notAllRows,
    balance: notAllRows,
    mix: notAllRows,
  });
});

test('says that a phase’s file is gone, and checks the others', async () => {
  const folder = writeCurriculum(ordered, { isSplit: true });
  rmSync(join(folder, 'out.1.jsonl'));
  rewrite(join(folder, 'out.3.jsonl'), (text) => text.replace('m2', 'M2'));

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({
    corpus_segments: [
      'out.1.jsonl is missing',
      expect.stringMatching(/^out\.3\.jsonl, segment 0, sha256: /u),
    ],
  });
  expect(Object.keys(skipped(verification))).toEqual(
    expect.arrayContaining(['unique', 'rows', 'phases']),
  );
});

test('refuses to judge a mix whose one corpus is not there', async () => {
  const folder = writeMix(mixed, { validation: 'i3' });
  rmSync(join(folder, 'out.jsonl'));

  await expect(verify(folder)).rejects.toMatchObject({ name: 'CorpusError' });
});

test.each<[string, Readonly<Record<string, Json>>]>([
  ['2 files of role corpus, not one', { 'outputs.1.role': 'corpus' }],
  ['0 files of role corpus, not one', { 'outputs.0.role': 'rejects' }],
  ['1 files of role rejects, not none', { 'outputs.1.role': 'rejects' }],
  ['2 files of role validation, not at most one', { 'outputs.0.role': 'validation' }],
  ['1 files of role validation, not none', { kind: 'corpus' }],
])('finds %s', async (problem, edits) => {
  const folder = writeMix(mixed, { validation: 'i3 c2' });
  editManifest(folder, edits);

  expect(failures(await verify(folder))['manifest']).toContain(`outputs: ${problem}`);
});

test('finds two files of three phases', async () => {
  const folder = writeCurriculum(ordered, { isSplit: true });
  editManifest(folder, { 'outputs.2.role': 'validation' });

  expect(failures(await verify(folder))['manifest']).toEqual([
    'outputs: 2 files of role corpus, not one or 3',
  ]);
});

test('names the kind, and the files with their rows, in a report', async () => {
  const mix = await verify(writeMix(mixed, { validation: 'i3 c2' }));
  const balance = await verify(writeBalance(balanced));
  const curriculum = await verify(writeCurriculum(ordered, { isSplit: true }));

  const [ofMix, ofBalance, ofCurriculum] = [mix, balance, curriculum].map(
    (verification) => reportCorpus(verification, { json: false, quiet: false }).text,
  );

  expect(ofMix).toMatch(
    /^mix {9}\S+out\.jsonl\n {12}6 rows, \d+ B\nvalidation {2}\S+\n {12}2 rows/u,
  );
  expect(ofMix).toMatch(/\nmix verified: 25 checks, 0 failed\n$/u);
  expect(ofBalance).toMatch(/\nbalanced corpus verified: 23 checks, 0 failed\n$/u);
  expect(ofCurriculum).toMatch(/out\.3\.jsonl\n {12}10 rows, \d+ B\nmanifest/u);
  expect(ofCurriculum).toMatch(/\nrepeated {4}3 rows, counted once below\n\n/u);
  expect(ofCurriculum).toMatch(/\ncurriculum verified: 23 checks, 0 failed\n$/u);
});

test('writes kind and files as JSON', async () => {
  const folder = writeMix(mixed, { validation: 'i3 c2' });

  const { text } = reportCorpus(await verify(folder), { json: true, quiet: false });

  expect(JSON.parse(text)).toMatchObject({
    verdict: 'passed',
    kind: 'mix',
    rows: 8,
    files: [
      { role: 'corpus', path: join(folder, 'out.jsonl'), rows: 6 },
      { role: 'validation', path: join(folder, 'out.validation.jsonl'), rows: 2 },
    ],
  });
});

// Helpers

function verify(folder: string, file = 'out.jsonl'): Promise<CorpusVerification> {
  return verifyCorpus(
    { file: join(folder, file), manifest: join(folder, 'out.manifest.json') },
    quietReading,
  );
}

function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** The checks that were made and that a plain corpus does not have. */
function ownChecks({ checks }: CorpusVerification): string[] {
  const own = ['validation_prompts', 'validation_segments', 'mix', 'balancing', 'phases'];
  return checks.flatMap(({ name, verdict }) =>
    own.includes(name) || verdict === 'skipped' ? [name] : [],
  );
}
