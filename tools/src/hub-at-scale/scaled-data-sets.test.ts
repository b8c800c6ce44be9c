import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { detectFormat, readRows } from '@llamaforge/shards';
import { collect, temporaryFolder } from '@llamaforge/testing';
import type { HubContent } from '@llamaforge/testing/loopback-hub';
import { expect, test } from 'vitest';
import type { BlockSource } from './block-source.ts';
import { indexContent } from './indexed-content.ts';
import { scaledDataSets } from './scaled-data-sets.ts';

// More than one block of most files, and not much more.
const sets = scaledDataSets((rows) => Math.max(1, Math.round(rows / 100)));
const files = sets.flatMap(({ repository, files: named }) =>
  Object.entries(named).map(([path, source]) => ({ repository, path, source })),
);

test('has the row counts of the Hub', () => {
  const full = scaledDataSets((rows) => rows);

  const counts = full.map(({ repository, files: named }) => {
    const read = Object.entries(named).filter(([path]) => !/test|valid|socratic|red/u.test(path));
    return [repository, read.length, read.reduce((sum, [, { rows }]) => sum + rows, 0)];
  });

  expect(counts).toEqual([
    ['Anthropic/hh-rlhf', 4, 160_800],
    ['openbmb/UltraChat', 10, 1_468_348],
    ['TIGER-Lab/MathInstruct', 1, 262_039],
    ['openai/gsm8k', 1, 7_473],
    ['euclaise/writingprompts', 2, 272_600],
    ['rajpurkar/squad_v2', 1, 130_319],
    ['mandarjoshi/trivia_qa', 1, 138_384],
    ['sahil2801/CodeAlpaca-20k', 1, 20_022],
  ]);
});

test.each(files)('$repository $path is by ranges what it is whole', async ({ source }) => {
  const content = indexContent(source);

  const whole = await bytesOf(content, 0, content.bytes);
  const cuts = [0, 1, 5, ...[0.3, 0.5, 0.9, 1].map((part) => Math.floor(part * content.bytes))];
  const parts = await Promise.all(
    cuts.slice(1).map((end, i) => bytesOf(content, cuts[i] ?? 0, end)),
  );
  const end = await bytesOf(content, content.bytes - 8, content.bytes);

  expect(createHash('sha256').update(whole).digest('hex')).toBe(content.sha256);
  expect(parts.map(({ length }) => length)).toEqual(
    cuts.slice(1).map((cut, i) => cut - (cuts[i] ?? 0)),
  );
  expect(Buffer.concat(parts).equals(whole)).toBe(true);
  expect(end.equals(whole.subarray(-8))).toBe(true);
});

test.each(files)(
  '$repository $path is read as the rows it is said to have',
  async ({ path, source }) => {
    const rows = await rowsOf(path, source);

    expect(rows.length).toBe(source.rows);
  },
);

test('no two rows of a set are alike', async () => {
  const repeated = await Promise.all(
    sets.map(async ({ repository, files: named }) => {
      const rows = await Promise.all(
        Object.entries(named).map(([path, source]) => rowsOf(path, source)),
      );
      const texts = rows.flat().map((row) => JSON.stringify(row));
      return [repository, texts.length - new Set(texts).size];
    }),
  );

  expect(repeated).toEqual(sets.map(({ repository }) => [repository, 0]));
});

test.each([
  {
    path: 'harmless-base/train.jsonl.gz',
    shape: { chosen: text(/^\n\nHuman: .*\n\nAssistant: /su), rejected: text(/^\n\nHuman: /u) },
  },
  {
    path: 'train_0.jsonl',
    shape: { id: '0', data: listWith(text(/^Topic 0: .*\.$/su)) },
  },
  {
    path: 'MathInstruct.json',
    shape: { source: text(/^data\/[CP]oT\//u), output: text(/./u), instruction: text(/./u) },
  },
  {
    path: 'main/train-00000-of-00001.parquet',
    shape: { question: text(/How many/u), answer: text(/<<.*>>.*\n#### \d+$/su) },
  },
  {
    path: 'data/train-00000-of-00002-105e07cb0d199464.parquet',
    shape: { prompt: text(/^\[ WP \] /u), story: text(/^.{1000,}$/su) },
  },
  {
    path: 'rc.nocontext/train-00000-of-00001.parquet',
    shape: {
      question: text(/^Question 0: /u),
      question_id: 'tc_0',
      question_source: 'http://www.example.org/',
      entity_pages: { doc_source: [], filename: [], title: [], wiki_context: [] },
      search_results: {
        description: [],
        filename: [],
        rank: [],
        title: [],
        url: [],
        search_context: [],
      },
      answer: {
        aliases: [text(/\d$/u), text(/town/u), text(/^Town/u), text(/harbour/u)],
        normalized_aliases: [text(/\d$/u), text(/town/u), text(/^town/u), text(/harbour/u)],
        matched_wiki_entity_name: '',
        normalized_matched_wiki_entity_name: '',
        normalized_value: text(/\d$/u),
        type: 'WikipediaEntity',
        value: text(/\d$/u),
      },
    },
  },
])('the first row of $path has the columns of the set', async ({ path, shape }) => {
  const source = files.find((file) => file.path === path)?.source;

  const rows = source === undefined ? [] : await rowsOf(path, source);

  expect(rows[0]).toEqual(shape);
});

test('of the questions about a passage so many have an answer, which is in the passage', async () => {
  const source = files.find(({ path }) => path === 'squad_v2/train-00000-of-00001.parquet')?.source;

  const rows = source === undefined ? [] : await rowsOf('a.parquet', source);
  const answers = rows.filter(hasAnswer);
  const inPassage = answers.filter(
    ({ context, answers: { text: texts, answer_start: starts } }) =>
      texts[0] !== '' && context.startsWith(String(texts[0]), starts[0]),
  );

  expect([rows.length, answers.length, inPassage.length]).toEqual([1303, 868, 868]);
});

test('of the programming tasks all but six have an output', () => {
  const source = scaledDataSets((rows) => rows).at(-1)?.files['code_alpaca_20k.json'];

  const empty = Array.from({ length: source?.blocks ?? 0 }, (_, index) => {
    const block = Buffer.from(source?.makeBlock(index) ?? []).toString();
    return block.split('"output": ""').length - 1;
  });

  expect(empty.reduce((sum, count) => sum + count, 0)).toBe(6);
});

interface Answered {
  readonly context: string;
  readonly answers: { readonly text: readonly string[]; readonly answer_start: readonly number[] };
}

function hasAnswer(row: unknown): row is Answered {
  return JSON.stringify(row).includes('"answers":{"text":["');
}

function listWith(item: unknown): unknown {
  return expect.arrayContaining([item]);
}

function text(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

async function bytesOf(content: HubContent, start: number, end: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content.read(start, end)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function rowsOf(path: string, source: BlockSource): Promise<unknown[]> {
  const content = indexContent(source);
  const file = join(temporaryFolder(), basename(path));
  writeFileSync(file, await bytesOf(content, 0, content.bytes));
  const rows = await collect(readRows(file, await detectFormat(file)));
  return rows.map((row) => (row.kind === 'row' ? row.value : row));
}
