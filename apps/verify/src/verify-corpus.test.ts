import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editManifest, goodLines, line, writeCorpus, writeLines } from './made-corpus.testing.ts';
import { failures, quietReading } from './verification.testing.ts';
import { verifyCorpus, type CorpusVerification } from './verify-corpus.ts';

test('accepts a corpus of two generations whose files say what its manifest says', async () => {
  const verification = await verify(writeCorpus());

  expect(failures(verification)).toEqual({});
  expect(verification.checks.map(({ verdict }) => verdict)).not.toContain('skipped');
  expect(verification).toMatchObject({
    rows: 4,
    sources: [
      { source: 'alpha', rows: 2 },
      { source: 'beta/x', rows: 2 },
    ],
    labels: [
      { label: 'Instruction/General', rows: 2, share: 0.5, verdict: 'above' },
      { label: 'Multi-turn Dialog', rows: 1, share: 0.25, verdict: 'above' },
      { label: 'Red-team/Safety', rows: 0, share: 0, verdict: 'below' },
      { label: 'Chain-of-thought Math', rows: 1, share: 0.25, verdict: null },
    ],
  });
});

test('accepts an empty corpus', async () => {
  const folder = writeCorpus([]);

  expect(failures(await verify(folder))).toEqual({});
});

test('accepts sources that are named like parts of an object', async () => {
  const names = ['__proto__', 'constructor', '7'];
  const lines = names.map((name) => line.third.replace('beta/x', name).replace('3.', name));

  const verification = await verify(writeCorpus(lines));

  expect(failures(verification)).toEqual({});
  expect(verification.sources.map(({ source }) => source)).toEqual([
    '7',
    '__proto__',
    'constructor',
  ]);
});

test('accepts a copy of the corpus under another name, with the manifest named', async () => {
  const folder = writeCorpus();
  renameSync(join(folder, 'corpus.jsonl'), join(folder, 'copy.jsonl'));

  const verification = await verify(folder, {
    file: 'copy.jsonl',
    manifest: 'corpus.manifest.json',
  });

  expect(failures(verification)).toEqual({});
});

test.each<[string, string | Buffer, Record<string, string[]>]>([
  [
    'an untrimmed value',
    line.second.replace('"a\\tb"', '"a\\tb\\u00a0"'),
    {
      trimmed: ['line 2: input has blanks at its ends'],
      canonical: ['line 2: is not as its values are written'],
    },
  ],
  [
    'an untrimmed source',
    line.second.replace('"alpha"', '"alpha "'),
    { trimmed: ['line 2: _source has blanks at its ends'] },
  ],
  [
    'a lone surrogate escape',
    line.second.replace('青 😀', '青 \\ud83d'),
    { well_formed: ['line 2: output has a lone surrogate'] },
  ],
  [
    'an extra key',
    line.second.replace('}', ',"id":"7"}'),
    { keys: ['line 2: "id" is none of the five keys'] },
  ],
  [
    'a __proto__ key',
    line.second.replace('}', ',"__proto__":"7"}'),
    { keys: ['line 2: "__proto__" is none of the five keys'] },
  ],
  [
    'a missing key',
    line.second.replace('"input":"a\\tb",', ''),
    { keys: ['line 2: input is missing'] },
  ],
  [
    'keys out of order',
    '{"input":"","instruction":"a","output":"b","_category":"instruction","_source":"alpha"}',
    {
      keys: ['line 2: the keys are not in order (input, instruction, output, _category, _source)'],
    },
  ],
  [
    'a number for a text',
    line.second.replace('"青 😀"', '5'),
    { keys: ['line 2: output is not a string'] },
  ],
  ['an empty output', line.second.replace('青 😀', ''), { filled: ['line 2: output is empty'] }],
  ['an empty source', line.second.replace('alpha', ''), { filled: ['line 2: _source is empty'] }],
  [
    'an unknown category',
    line.second.replace('"instruction","_source"', '"unknown","_source"'),
    { known_category: ['line 2: "unknown" is no category'] },
  ],
  [
    'a blank between key and value',
    line.second.replace(':', ': '),
    { canonical: ['line 2: is not as its values are written'] },
  ],
  [
    'a key that stands twice',
    line.second.replace('{', '{"instruction":"x",'),
    { canonical: ['line 2: is not as its values are written'] },
  ],
  [
    'an escape that is not needed',
    line.second.replace('青 😀', '\\u9752 😀'),
    { canonical: ['line 2: is not as its values are written'] },
  ],
  ['CR before LF', `${line.second}\r`, { canonical: ['line 2: is not as its values are written'] }],
  ['a byte-order mark', `\ufeff${line.second}`, { json: ['line 2: is not JSON'] }],
  ['half a line', line.second.slice(0, 40), { json: ['line 2: is not JSON'] }],
  ['a list', '["a"]', { json: ['line 2: is JSON, but not an object'] }],
  ['a blank line', ' \t', { line_ends: ['line 2: is blank'] }],
  [
    'bytes that are not UTF-8',
    Buffer.from(line.second.replace('青 😀', 'caf\u00e9'), 'latin1'),
    { utf8: ['line 2: holds bytes that are not UTF-8'] },
  ],
  [
    'a row of the same digest',
    line.first
      .replace('"alpha"', '"beta/x"')
      .replace('"instruction","_source', '"cot_math","_source'),
    { unique: ['line 2: has the digest of line 1'] },
  ],
])('finds %s', async (_what, broken, expected) => {
  const folder = writeCorpus();
  writeLines(folder, [line.first, broken, line.third, line.fourth]);

  const found = failures(await verify(folder));

  expect(found).toMatchObject(expected);
  expect(found).toHaveProperty('corpus_segments');
  expect(rowChecks(found)).toEqual(Object.keys(expected).sort());
});

test('finds a last line without LF', async () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'corpus.jsonl'), goodLines.join('\n'));

  const found = failures(await verify(folder));

  expect(found['line_ends']).toEqual(['line 4: the last line has no LF']);
});

test('finds one removed line', async () => {
  const folder = writeCorpus();
  writeLines(folder, goodLines.slice(1));

  const found = failures(await verify(folder));

  expect(Object.keys(found).sort()).toEqual(
    [
      'balance',
      'categories',
      'corpus_segments',
      'lengths',
      'rows',
      'sources',
      'top_sources',
    ].sort(),
  );
  expect(found['rows']).toEqual(['total_examples: the manifest says 4, found 3']);
});

test('finds one duplicated line', async () => {
  const folder = writeCorpus();
  writeLines(folder, [...goodLines, line.second]);

  const found = failures(await verify(folder));

  expect(found).toMatchObject({
    unique: ['line 5: has the digest of line 2'],
    rows: ['total_examples: the manifest says 4, found 5'],
    sources: ['alpha, instruction: the manifest says 2, found 3'],
  });
});

test('compares by the rendered prompt where the manifest says so', async () => {
  const pair = [
    '{"instruction":"A","input":"B","output":"C","_category":"instruction","_source":"alpha"}',
    '{"instruction":"A\\nB","input":"","output":"C","_category":"instruction","_source":"alpha"}',
  ];
  const exact = writeCorpus(pair);
  const rendered = writeCorpus(pair, { key: 'rendered' });

  const found = [await verify(exact), await verify(rendered)].map(failures);

  expect(found).toEqual([{}, { unique: ['line 2: has the digest of line 1'] }]);
});

test('finds two lines that changed places', async () => {
  const folder = writeCorpus();
  writeLines(folder, [line.second, line.first, line.third, line.fourth]);

  expect(Object.keys(failures(await verify(folder)))).toEqual(['corpus_segments']);
});

test.each<[string, string | number, string[]]>([
  ['total_examples', 5, ['ledger', 'rows']],
  ['duplicates_removed', 2, ['ledger']],
  ['deduplication_rate', '50.0%', ['deduplication_rate', 'ledger']],
  ['categories.instruction', 3, ['categories', 'ledger']],
  ['sources.alpha.categories.instruction', 3, ['ledger', 'sources']],
  ['top_sources.alpha', 3, ['top_sources']],
  ['ledger.read', 9, ['deduplication_rate', 'ledger']],
  ['ledger.kept', 5, ['ledger']],
  ['ledger.blank', 5, ['ledger']],
  ['ledger.rejected.not_text', 2, ['ledger']],
  ['inputs.0.rows.read', 9, ['ledger']],
  ['inputs.0.rows.kept', 9, ['bounds', 'ledger']],
  ['inputs.0.rows.duplicates', 0, ['ledger']],
  ['inputs.0.rows.rejected.not_text', 2, ['ledger', 'rejects_counts']],
  ['inputs.0.rows.blank', 2, ['ledger']],
  ['inputs.0.categories_by.row', 9, ['ledger']],
  ['inputs.0.shapes.alpaca', 1, ['bounds', 'ledger']],
  ['inputs.0.shapes.alpaca', 7, ['ledger']],
  ['inputs.0.generation', 1, ['ledger']],
  ['inputs.1.generation', 2, ['ledger']],
  ['outputs.0.segments.1.generation', 0, ['ledger']],
  ['inputs.0.lone_surrogates', 99, ['bounds', 'ledger']],
  ['inputs.0.lone_surrogates', 6, ['ledger']],
  ['inputs.0.bytes', 1, ['inputs']],
  ['inputs.0.sha256', '0'.repeat(64), ['inputs']],
  ['inputs.1.path', 'other.csv', ['bounds', 'inputs', 'rejects_counts']],
  ['overlap.0.digests', 99, ['bounds']],
  ['overlap.0.files.1', 'c.jsonl', ['bounds']],
  ['unknown_categories.0.rows', 99, ['bounds']],
  ['outputs.0.rows', 5, ['corpus_segments', 'ledger']],
  ['outputs.0.bytes', 5, ['corpus_segments', 'ledger']],
  ['outputs.0.segments.0.rows', 2, ['corpus_segments', 'ledger']],
  ['outputs.0.segments.1.bytes', 3, ['corpus_segments', 'ledger']],
  ['outputs.0.segments.1.sha256', '0'.repeat(64), ['corpus_segments']],
  ['outputs.1.rows', 5, ['ledger', 'rejects_segments']],
  ['outputs.1.segments.0.sha256', '0'.repeat(64), ['rejects_segments']],
  ['lengths.instruction.min', 1, ['lengths']],
  ['lengths.input.median', 1, ['lengths']],
  ['lengths.output.p95', 1, ['lengths']],
  ['lengths.output.max', 1, ['lengths']],
  ['balance.0.rows', 3, ['balance', 'ledger']],
  ['balance.0.share', '51.00%', ['balance']],
  ['balance.0.verdict', 'within', ['balance']],
  ['balance.0.target', '60.00% to 70.00%', ['balance']],
  ['balance.0.label', 'Code/Debugging', ['balance']],
  ['outputs.0.role', 'rejects', ['ledger', 'manifest', 'rejects_counts', 'rejects_lines']],
  ['total_examples', -1, ['manifest']],
])('finds the manifest’s %s edited to %j', async (path, value, expected) => {
  const folder = writeCorpus();
  editManifest(folder, { [path]: value });

  expect(Object.keys(failures(await verify(folder))).sort()).toEqual(expected);
});

test('finds counts that were edited together, so that every sum still holds', async () => {
  const moved = writeCorpus();
  editManifest(moved, {
    'ledger.rejected': { invalid_json: 3 },
    'inputs.0.rows.rejected': { invalid_json: 2 },
    'inputs.0.shapes': { alpaca: 5 },
  });
  const renamed = writeCorpus();
  editManifest(renamed, {
    'categories.cot_math': 0,
    'categories.tool_api': 1,
    'sources.beta/x.categories': { tool_api: 1, multiturn_dialog: 1 },
  });

  const found = [await verify(moved), await verify(renamed)].map(failures);

  expect(found).toEqual([
    {
      rejects_counts: [
        'in/a.jsonl, invalid_json: the manifest says 2, found 1',
        'in/a.jsonl, not_text: the manifest says 0, found 1',
      ],
    },
    {
      categories: [
        'cot_math: the manifest says 0, found 1',
        'tool_api: the manifest says 1, found 0',
      ],
      sources: [
        'beta/x, tool_api: the manifest says 1, found 0',
        'beta/x, cot_math: the manifest says 0, found 1',
      ],
    },
  ]);
});

test('finds a large source that the list of the largest leaves out', async () => {
  const rows = Array.from({ length: 64 }, (_, index) => {
    const source = `s${String(Math.floor(index / 2))}`;
    return `{"instruction":"${String(index)}","input":"","output":"x","_category":"cot_math","_source":"${source}"}`;
  });
  const largest = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`s${String(index + 2)}`, 2]),
  );
  const equal = writeCorpus(rows.slice(0, 64));
  const missing = writeCorpus([...rows, rows[0]?.replace('"0"', '"new"') ?? '']);
  editManifest(equal, { top_sources: largest });
  editManifest(missing, { top_sources: largest });

  const found = [await verify(equal), await verify(missing)].map(failures);

  expect(found).toEqual([{}, { top_sources: ['s0 is left out with 3 rows, others have fewer'] }]);
});

test('finds inputs that changed or are gone, and says which', async () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'in/a.jsonl'), 'something else\n');
  rmSync(join(folder, 'in/b.csv'));

  const found = failures(await verify(folder));

  expect(Object.keys(found)).toEqual(['inputs']);
  expect(found['inputs']).toEqual([
    expect.stringMatching(/^in\/a\.jsonl, bytes: the manifest says 14, found 15$/u),
    expect.stringMatching(
      /^in\/a\.jsonl, sha256: the manifest says [0-9a-f]{64}, found [0-9a-f]{64}$/u,
    ),
    'in/b.csv is missing',
  ]);
});

test('finds a removed line of the rejects file', async () => {
  const folder = writeCorpus();
  const path = join(folder, 'rejected.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^.*\n/u, ''));

  const found = failures(await verify(folder));

  expect(Object.keys(found)).toEqual(['rejects_counts', 'rejects_segments']);
  expect(found['rejects_counts']).toEqual(['in/a.jsonl, not_text: the manifest says 1, found 0']);
});

test.each([
  [
    '{"file":"in/a.jsonl","line":0,"reason":"not_text","detail":"","raw":""}',
    /line 1: line: Too small/u,
  ],
  ['{"file":"in/a.jsonl","line":1,"reason":"bored","detail":"","raw":""}', /line 1: reason: /u],
  [
    '{"file":"in/a.jsonl","line":1,"reason":"not_text","detail":""}',
    /line 1: needs raw or raw_base64/u,
  ],
  [
    '{"file":"in/a.jsonl","line":1,"reason":"not_text","detail":"","raw":"","raw_base64":""}',
    /one of them/u,
  ],
  [
    '{"file":"in/a.jsonl","line":1,"reason":"not_text","detail":"","raw_base64":"%"}',
    /line 1: raw_base64: /u,
  ],
  ['{"file":"in/a.jsonl","line":1,"reason":"not_text","raw":""}', /line 1: detail: /u],
  ['[]', /line 1: Invalid input: expected object/u],
  ['{', /line 1: is not JSON/u],
  ['', /line 1: is blank/u],
])('finds the rejected row %s', async (row, problem) => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'rejected.jsonl'), `${row}\n`);

  const found = failures(await verify(folder));

  expect(found['rejects_lines']).toEqual([expect.stringMatching(problem)]);
});

test('says that the rejects file is gone, and what could not be checked for that', async () => {
  const folder = writeCorpus();
  rmSync(join(folder, 'rejected.jsonl'));

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({
    rejects_lines: [`${join(folder, 'rejected.jsonl')} is missing.`],
  });
  expect(verification.checks.filter(({ verdict }) => verdict === 'skipped')).toEqual([
    { name: 'rejects_counts', verdict: 'skipped', reason: 'the rejects file cannot be read' },
    { name: 'rejects_segments', verdict: 'skipped', reason: 'the rejects file cannot be read' },
  ]);
});

test('checks the rows alone where there is no manifest', async () => {
  const folder = writeCorpus();
  rmSync(join(folder, 'corpus.manifest.json'));

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({
    manifest: [
      `${join(folder, 'merged_corpus_manifest.json')} is missing. Name the corpus's manifest with --manifest, or check its rows by themselves with --alone.`,
    ],
  });
  const passed = verification.checks.filter(({ verdict }) => verdict === 'passed');
  expect(passed.map(({ name }) => name)).toContain('unique');
});

test('refuses to judge a corpus that is not there', async () => {
  const folder = temporaryFolder();

  await expect(verify(folder)).rejects.toMatchObject({
    name: 'CorpusError',
    message: `${join(folder, 'corpus.jsonl')} is missing. Make a corpus with \`npx nx run cli:merge\`, or name the file: llamaforge-verify corpus <file>.`,
  });
});

test('stops where it is when interrupted', async () => {
  const folder = writeCorpus();
  const interruption = new AbortController();
  const reading = {
    signal: interruption.signal,
    onProgress: (): void => {
      interruption.abort();
    },
  };

  const verification = verifyCorpus({ file: join(folder, 'corpus.jsonl') }, reading);

  await expect(verification).rejects.toMatchObject({ name: 'AbortError' });
});

test('finds any change of any one byte', async () => {
  const folder = writeCorpus();
  const path = join(folder, 'corpus.jsonl');
  const good = readFileSync(path);

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: good.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (position, mask) => {
        const bad = Buffer.from(good);
        bad[position] = (bad[position] ?? 0) ^ mask;
        writeFileSync(path, bad);

        const found = failures(await verify(folder));

        expect(Object.keys(found)).toContain('corpus_segments');
      },
    ),
    { numRuns: 60 },
  );
});

function verify(
  folder: string,
  { file = 'corpus.jsonl', manifest }: { readonly file?: string; readonly manifest?: string } = {},
): Promise<CorpusVerification> {
  return verifyCorpus(
    {
      file: join(folder, file),
      manifest: manifest === undefined ? undefined : join(folder, manifest),
    },
    quietReading,
  );
}

/** The failed checks that are about single rows. */
function rowChecks(found: Readonly<Record<string, unknown>>): string[] {
  const others = [
    'corpus_segments',
    'rows',
    'categories',
    'sources',
    'top_sources',
    'lengths',
    'balance',
  ];
  return Object.keys(found)
    .filter((name) => !others.includes(name))
    .sort();
}
