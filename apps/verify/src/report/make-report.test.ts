import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CorpusReport } from '@llamaforge/report';
import { CorpusError, rejectReasons } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { editManifest, goodLines, line, writeCorpus, writeLines } from '../made-corpus.testing.ts';
import { writeCurriculum } from '../made-selections.testing.ts';
import { quietReading } from '../verification.testing.ts';
import { makeReport, type ReportRequest } from './make-report.ts';
import { lineOf, makeRecord, wordTokenizer } from './report-corpus.testing.ts';

test('tells what a manifest says of what was read and kept', async () => {
  const folder = writeCorpus();

  const { headline, flow, labels, sources, files, overlap, rejects } = await reportOf(folder);

  expect({ headline, flow, labels, sources, files, overlap }).toEqual({
    headline: {
      kind: 'corpus',
      file: join(folder, 'corpus.jsonl'),
      rows: 4,
      replayed: 0,
      setAside: 0,
      read: 8,
      removed: 4,
      deduplicationRate: '12.5%',
      bytes: Buffer.byteLength(goodLines.map((text) => `${text}\n`).join('')),
      verification: { verdict: 'passed', checks: 25, failed: [], skipped: [] },
      largestShare: { label: 'Instruction/General', share: 0.5, cap: 0.45 },
      toolVersion: '0.1.0',
      repaired: {},
    },
    flow: {
      read: 8,
      kept: 4,
      duplicates: 1,
      rejected: [
        { reason: 'invalid_json', about: rejectReasons.invalid_json, rows: 2 },
        { reason: 'not_text', about: rejectReasons.not_text, rows: 1 },
      ],
    },
    labels: [
      labelOf(['Instruction/General', 2, 0.5], [0.4, 0.45], 'above'),
      labelOf(['Multi-turn Dialog', 1, 0.25], [0.08, 0.1], 'above'),
      labelOf(['Red-team/Safety', 0, 0], [0.045, 0.075], 'below'),
      labelOf(['Chain-of-thought Math', 1, 0.25]),
    ],
    sources: [
      {
        source: 'alpha',
        rows: 2,
        license: undefined,
        categories: [{ category: 'instruction', rows: 2 }],
      },
      {
        source: 'beta/x',
        rows: 2,
        license: undefined,
        categories: [
          { category: 'cot_math', rows: 1 },
          { category: 'multiturn_dialog', rows: 1 },
        ],
      },
    ],
    files: [
      fileOf('in/a.jsonl', { bytes: 14, read: 7, kept: 4, duplicates: 1, rejected: 2 }),
      fileOf('in/b.csv', { bytes: 12, read: 1, kept: 0, duplicates: 0, rejected: 1 }),
    ],
    overlap: [{ files: ['in/a.jsonl', 'in/b.csv'], shared: 0, held: [5, 0] }],
  });
  expect(
    rejects.map(({ examples, ...entry }) => ({ ...entry, examples: examples.length })),
  ).toEqual([
    {
      reason: 'invalid_json',
      about: 'the row is not JSON: a broken or cut line, NaN, Infinity',
      rows: 2,
      files: [
        { path: 'in/a.jsonl', rows: 1, read: 7 },
        { path: 'in/b.csv', rows: 1, read: 1 },
      ],
      examples: 2,
    },
    {
      reason: 'not_text',
      about: 'a number, a boolean, a list or an object stands where text belongs',
      rows: 1,
      files: [{ path: 'in/a.jsonl', rows: 1, read: 7 }],
      examples: 1,
    },
  ]);
});

test('tells what the rows are', async () => {
  const folder = writeCorpus();

  const { sample, lengths, tokens, turns, languages, rendered, readings } = await reportOf(folder);

  expect({ sample, tokens, turns, rendered }).toEqual({
    sample: { rows: 4, of: 4, seed: 0, unreadable: 0, languageRows: 4 },
    tokens: {
      tokenizer: undefined,
      rows: 4,
      charactersPerToken: 4,
      median: 4,
      p95: 13,
      longer: [2048, 4096, 8192].map((context) => ({ tokens: context, rows: 0 })),
    },
    turns: [{ turns: 4, rows: 1 }],
    rendered: { rows: 0, examples: [] },
  });
  expect(lengths.slice(0, 3)).toEqual([
    lengthsOf('instruction', { bins: [0, 0, 0, 4], empty: 0, median: 9, p95: 14, longest: 14 }),
    lengthsOf('input', { bins: [0, 1, 0, 0, 1], empty: 2, median: 0, p95: 27, longest: 27 }),
    lengthsOf('output', { bins: [1, 1, 1, 1], empty: 0, median: 3, p95: 13, longest: 13 }),
  ]);
  expect(lengths.map(({ category }) => category)).toEqual(
    ['all', 'instruction', 'multiturn_dialog', 'cot_math'].flatMap((name) => [name, name, name]),
  );
  expect(languages.reduce((sum, { rows }) => sum + rows, 0)).toBe(4);
  expect(readings.map(({ category, rows }) => [category, rows.map((row) => row.line)])).toEqual([
    ['instruction', [1, 2]],
    ['multiturn_dialog', [4]],
    ['cot_math', [3]],
  ]);
});

test('reports a corpus that has no manifest by what its rows say', async () => {
  const folder = temporaryFolder({ 'corpus.jsonl': goodLines.map((text) => `${text}\n`).join('') });

  const { headline, flow, labels, sources, files, overlap, rejects } = await reportOf(folder);

  expect({ flow, files, overlap, rejects }).toEqual({
    flow: undefined,
    files: [],
    overlap: [],
    rejects: [],
  });
  expect([headline.removed, headline.deduplicationRate, headline.toolVersion]).toEqual([
    undefined,
    undefined,
    '9.9.9',
  ]);
  expect(headline.verification.failed).toEqual([]);
  expect(labels.filter(({ rows }) => rows > 0).map(({ label, rows }) => [label, rows])).toEqual([
    ['Instruction/General', 2],
    ['Multi-turn Dialog', 1],
    ['Chain-of-thought Math', 1],
  ]);
  expect(sources.map(({ source, rows }) => [source, rows])).toEqual([
    ['alpha', 2],
    ['beta/x', 2],
  ]);
});

test('reports a corpus without rows', async () => {
  const { headline, sample, lengths, readings } = await reportOf(writeCorpus([]));

  expect([headline.rows, headline.bytes, headline.largestShare]).toEqual([0, 0, undefined]);
  expect([sample.rows, sample.of, readings]).toEqual([0, 0, []]);
  expect(lengths.map(({ category, rows }) => [category, rows])).toEqual([
    ['all', 0],
    ['all', 0],
    ['all', 0],
  ]);
});

test('reports a corpus that is cut and has bad lines, and says that it fails', async () => {
  const folder = writeCorpus();
  writeLines(folder, [line.first, 'no record', line.second.slice(0, 30)]);

  const { headline, sample } = await reportOf(folder);

  expect([headline.rows, sample.rows, sample.of, sample.unreadable]).toEqual([3, 1, 1, 2]);
  expect(headline.verification.verdict).toBe('failed');
  expect(headline.verification.failed.map(({ name }) => name)).toContain('json');
});

test('counts rows of what is no category together, and shows none of them', async () => {
  const lines = ['none', '<b>other</b>', 'instruction'].map((name) =>
    lineOf(makeRecord({})).replace('"instruction","_source"', `"${name}","_source"`),
  );
  const folder = temporaryFolder({ 'corpus.jsonl': lines.map((text) => `${text}\n`).join('') });

  const { headline, lengths, readings } = await reportOf(folder);

  expect(headline.rows).toBe(3);
  expect(
    lengths.filter(({ field }) => field === 'output').map(({ category, rows }) => [category, rows]),
  ).toEqual([
    ['all', 3],
    ['instruction', 1],
    ['unknown', 2],
  ]);
  expect(readings.map(({ category, rows }) => [category, rows.length])).toEqual([
    ['instruction', 1],
  ]);
});

test('cuts a word of a megabyte, and says how long it is', async () => {
  const output = 'w'.repeat(1_000_000);
  const folder = temporaryFolder({ 'corpus.jsonl': `${lineOf(makeRecord({ output }))}\n` });

  const { readings, lengths } = await reportOf(folder);

  expect(readings[0]?.rows[0]?.output).toEqual({
    text: 'w'.repeat(1500),
    characters: 1_000_000,
  });
  expect(lengths[2]).toMatchObject({ field: 'output', longest: 1_000_000 });
});

test('takes all files of a curriculum, and numbers lines within each', async () => {
  const folder = writeCurriculum(['c1 c2', 'i1 i2 i3'], { isSplit: true });

  const { headline, readings } = await reportOf(folder, {
    files: { file: join(folder, 'out.jsonl') },
  });

  expect([headline.kind, headline.rows]).toEqual(['curriculum', 5]);
  const places = readings.map(({ rows }) => rows.map(({ file, line }) => [file, line]));
  expect(places).toEqual([
    [1, 2, 3].map((line) => ['out.2.jsonl', line]),
    [1, 2].map((line) => ['out.1.jsonl', line]),
  ]);
});

test('tells replayed rows and those set aside from the others', async () => {
  const folder = writeCurriculum(['c1 c2', 'i1 i2 i3 c1'], { validation: 'm1 m2' });

  const { headline } = await reportOf(folder, { files: { file: join(folder, 'out.jsonl') } });

  expect([headline.rows, headline.replayed, headline.setAside, headline.read]).toEqual([
    6, 1, 2, 10,
  ]);
});

test('says the same however many threads walk, in parts of whatever size', async () => {
  const folder = writeCorpus(manyLines());
  const expected = await reportOf(folder, { form: { threads: 0, rangeBytes: 1e9 } });

  const reports = [
    await reportOf(folder, { form: { threads: 1, rangeBytes: 3000 } }),
    await reportOf(folder, { form: { threads: 2, rangeBytes: 1000 } }),
    await reportOf(folder, { form: { threads: 3, rangeBytes: 200 } }),
  ];

  expect(reports).toEqual([expected, expected, expected]);
});

test('looks closely at about as many rows as are wanted, by the seed alone', async () => {
  const folder = writeCorpus(manyLines());

  const [first, again, other] = [
    await reportOf(folder, { sampleRows: 100 }),
    await reportOf(folder, { sampleRows: 100 }),
    await reportOf(folder, { sampleRows: 100, seed: 1 }),
  ];

  expect(first).toEqual(again);
  expect(first.headline.verification.sampleRows).toBeGreaterThan(60);
  expect(first.sample.of).toBe(400);
  expect(first.sample.rows).toBeGreaterThan(60);
  expect(first.sample.rows).toBeLessThan(140);
  expect(other.readings).not.toEqual(first.readings);
  expect(first.headline.verification.skipped.map(({ reason }) => reason).join()).toMatch(
    /a sample of \d+ of 400 rows was read/u,
  );
});

test('shows rows of a tag with what shows it, at most three a source', async () => {
  const tagged = Array.from({ length: 5 }, (_, index) =>
    lineOf(
      makeRecord({
        instruction: `Who are you? ${String(index)}`,
        output: 'I am ChatGPT, a model made by OpenAI.',
        _source: index === 4 ? 'one' : 'four',
      }),
    ),
  );
  const folder = temporaryFolder({
    'corpus.jsonl': [...tagged, line.first].map((text) => `${text}\n`).join(''),
  });

  const { tags } = await reportOf(folder);

  const [first] = tags;
  expect(first).toMatchObject({ tag: 'made_by_another', rows: 5, of: 6 });
  expect(
    first?.sources.map(({ source, rows, of, examples }) => [source, rows, of, examples.length]),
  ).toEqual([
    ['four', 4, 4, 3],
    ['one', 1, 1, 1],
  ]);
  expect(first?.sources[1]?.examples[0]?.row.line).toBe(5);
  expect(first?.sources[1]?.examples[0]?.evidence).not.toBe('');
});

test('tells rows in another language than most of their source', async () => {
  const english = (index: number): string =>
    lineOf(
      makeRecord({
        instruction: `Tell me about the weather on day ${String(index)} of the long voyage.`,
        output: `On day ${String(index)} the wind was blowing from the north, and everybody stayed below the deck because of the heavy rain that would not stop.`,
      }),
    );
  const german = lineOf(
    makeRecord({
      instruction: 'Wie war das Wetter am letzten Tag der langen Reise über das Meer?',
      output:
        'Am letzten Tag schien endlich die Sonne, und alle saßen auf dem Deck, während das Schiff langsam in den Hafen der alten Stadt einlief und die Glocken läuteten.',
    }),
  );
  const lines = [...[1, 2, 3, 4].map(english), german];
  const folder = temporaryFolder({ 'corpus.jsonl': lines.map((text) => `${text}\n`).join('') });

  const { tags, languages } = await reportOf(folder);

  expect(languages.map(({ language, rows }) => [language, rows])).toEqual([
    ['en', 4],
    ['de', 1],
  ]);
  const foreign = tags.find(({ tag }) => tag === 'wrong_language');
  expect(foreign).toMatchObject({ rows: 1, of: 5 });
  expect(foreign?.sources[0]?.examples.map(({ row }) => row.line)).toEqual([5]);
});

test('shows which rows train alike, and counts them', async () => {
  const lines = [
    makeRecord({ instruction: 'A\nB' }),
    makeRecord({ instruction: 'C' }),
    makeRecord({ instruction: 'A', input: 'B' }),
  ].map(lineOf);
  const folder = temporaryFolder({ 'corpus.jsonl': lines.map((text) => `${text}\n`).join('') });

  const { rendered } = await reportOf(folder);

  expect(rendered.rows).toBe(1);
  expect(
    rendered.examples.map((pair) => pair.map((row) => [row.line, row.instruction.text])),
  ).toEqual([
    [
      [1, 'A\nB'],
      [3, 'A'],
    ],
  ]);
});

test('compares with an earlier manifest', async () => {
  const earlier = writeCorpus([line.first]);

  const { comparison } = await reportOf(writeCorpus(), {
    before: join(earlier, 'corpus.manifest.json'),
  });

  expect([comparison?.before.rows, comparison?.after.rows]).toEqual([1, 4]);
});

test('refuses to compare a corpus that has no manifest', async () => {
  const folder = temporaryFolder({ 'corpus.jsonl': `${line.first}\n` });

  await expect(
    reportOf(folder, { before: join(writeCorpus(), 'corpus.manifest.json') }),
  ).rejects.toThrow('The corpus has no manifest to compare with the earlier one.');
});

test('counts tokens with a tokenizer, and says whose they are', async () => {
  const folder = writeCorpus();
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(wordTokenizer));

  const { tokens } = await reportOf(folder, { tokenizer: join(folder, 'tokenizer.json') });

  expect([tokens.tokenizer, tokens.rows, tokens.median]).toEqual(['tokenizer.json', 4, 6]);
});

test.each([
  [
    'a manifest that was named and is missing',
    { files: { file: 'corpus.jsonl', manifest: 'none.json' } },
    'none.json is missing.',
  ],
  [
    'a corpus that is missing',
    { files: { file: 'none.jsonl' } },
    'none.jsonl is missing. Make a corpus with',
  ],
  ['a folder', { files: { file: '.' } }, ' is not a file. Make a corpus with'],
  ['an earlier manifest that is missing', { before: 'none.json' }, 'none.json is missing.'],
  ['a tokenizer that is missing', { tokenizer: 'none.json' }, 'none.json is missing.'],
])('refuses %s', async (_, request, message) => {
  const folder = writeCorpus();
  const atFolder = (path: string): string => (path === '.' ? folder : join(folder, path));
  const { files, before, tokenizer }: Partial<ReportRequest> = request;

  const making = reportOf(folder, {
    ...(files !== undefined && {
      files: {
        file: atFolder(files.file),
        ...(files.manifest !== undefined && { manifest: atFolder(files.manifest) }),
      },
    }),
    ...(before !== undefined && { before: atFolder(before) }),
    ...(tokenizer !== undefined && { tokenizer: atFolder(tokenizer) }),
  });

  await expect(making).rejects.toThrow(CorpusError);
  await expect(making).rejects.toThrow(message);
});

test('names each problem of a manifest that cannot be read', async () => {
  const folder = writeCorpus();
  editManifest(folder, { total_examples: 'many' });

  await expect(reportOf(folder)).rejects.toThrow(
    `The report needs a manifest that can be read:\n  ${join(folder, 'corpus.manifest.json')}: total_examples`,
  );
});

test('stops with the reason of the signal', async () => {
  const interruption = new AbortController();
  interruption.abort(new Error('enough'));

  const making = makeReport(requestOf(writeCorpus()), {
    signal: interruption.signal,
    onProgress: () => undefined,
  });

  await expect(making).rejects.toThrow('enough');
});

async function reportOf(
  folder: string,
  request: Partial<ReportRequest> = {},
): Promise<CorpusReport> {
  return makeReport({ ...requestOf(folder), ...request }, quietReading);
}

function requestOf(folder: string): ReportRequest {
  return {
    files: { file: join(folder, 'corpus.jsonl') },
    before: undefined,
    sampleRows: 1000,
    seed: 0,
    tokenizer: undefined,
    toolVersion: '9.9.9',
  };
}

function labelOf(
  [label, rows, share]: readonly [string, number, number],
  target?: readonly [number, number],
  verdict?: string,
): unknown {
  const [least, most] = target ?? [];
  return { label, rows, share, verdict, target: target && { least, most } };
}

function fileOf(path: string, rows: Readonly<Record<string, number>>): unknown {
  return { path, format: 'jsonl', license: undefined, ...rows };
}

function lengthsOf(field: string, figures: Readonly<Record<string, unknown>>): unknown {
  return { field, category: 'all', rows: 4, ...figures };
}

function manyLines(): string[] {
  return Array.from({ length: 400 }, (_, index) =>
    lineOf(
      makeRecord({
        instruction: `Ask ${String(index)}${index % 3 === 0 ? '\nmore' : ''}`,
        input: index % 4 === 0 ? `Human: Hi\n\nAssistant: ${'é'.repeat(index)}` : '',
        output: index % 7 === 0 ? 'I am ChatGPT, made by OpenAI.' : `So ${String(index)}.`,
        _category: index % 2 === 0 ? 'instruction' : 'cot_math',
        _source: `source ${String(index % 5)}`,
      }),
    ),
  );
}
