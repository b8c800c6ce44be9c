import { parseTemplate, recordSchema } from '@llamaforge/schema';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Card } from './card-schema.ts';
import { folderOf } from './folder-of.ts';
import { parseCard } from './parse-card.ts';

const packageFolder = new URL('../', import.meta.url);
const fileNames = readdirSync(new URL('catalog/sources', packageFolder)).sort();
const cards = fileNames.map((name) =>
  parseCard(JSON.parse(readText(`catalog/sources/${name}`)), name),
);

test('each card stands in the file of its name', () => {
  const named = cards.map(({ name }) => `${name}.json`);

  expect(fileNames).toEqual(named);
});

test('the expansion is these eight, in these folders', () => {
  const expansion = cards
    .filter((card) => card.expansion === true)
    .map((card) => ({
      name: card.name,
      source: card.source ?? card.name,
      repository: card.repository,
      folder: folderOf(card),
      category: card.category,
      cap: card.cap ?? null,
      rows: card.rows,
    }));

  expect(expansion).toEqual([
    {
      name: 'code_alpaca_20k',
      source: 'code_alpaca_20k',
      repository: 'sahil2801/CodeAlpaca-20k',
      folder: 'code_debugging',
      category: 'code_debugging',
      cap: null,
      rows: 20_016,
    },
    {
      name: 'gsm8k_reasoning',
      source: 'gsm8k',
      repository: 'openai/gsm8k',
      folder: 'reasoning_traces',
      category: 'reasoning_trace',
      cap: null,
      rows: 7_473,
    },
    {
      name: 'hh_rlhf',
      source: 'hh_rlhf',
      repository: 'Anthropic/hh-rlhf',
      folder: 'multiturn_dialog',
      category: 'multiturn_dialog',
      cap: 150_000,
      rows: 150_000,
    },
    {
      name: 'math_instruct',
      source: 'math_instruct',
      repository: 'TIGER-Lab/MathInstruct',
      folder: 'reasoning_traces',
      category: 'reasoning_trace',
      cap: 100_000,
      rows: 100_000,
    },
    {
      name: 'squad_v2',
      source: 'squad_v2',
      repository: 'rajpurkar/squad_v2',
      folder: 'factual_grounding',
      category: 'factual_grounding',
      cap: null,
      rows: 86_821,
    },
    {
      name: 'trivia_qa',
      source: 'trivia_qa',
      repository: 'mandarjoshi/trivia_qa',
      folder: 'factual_grounding',
      category: 'factual_grounding',
      cap: 10_873,
      rows: 10_873,
    },
    {
      name: 'ultrachat',
      source: 'ultrachat',
      repository: 'openbmb/UltraChat',
      folder: 'multiturn_dialog',
      category: 'multiturn_dialog',
      cap: 200_000,
      rows: 200_000,
    },
    {
      name: 'writing_prompts',
      source: 'writing_prompts',
      repository: 'euclaise/writingprompts',
      folder: 'creative_narrative',
      category: 'creative_narrative',
      cap: 100_000,
      rows: 100_000,
    },
  ]);
});

test('the expansion has 675,183 rows', () => {
  const rows: Record<string, number> = {};
  for (const card of cards.filter(({ expansion }) => expansion === true)) {
    rows[card.category] = (rows[card.category] ?? 0) + (card.rows ?? 0);
  }

  expect(rows).toEqual({
    multiturn_dialog: 350_000,
    reasoning_trace: 107_473,
    creative_narrative: 100_000,
    factual_grounding: 97_694,
    code_debugging: 20_016,
  });
  expect(Object.values(rows).reduce((sum, count) => sum + count)).toBe(675_183);
});

test('no pattern asks for rows held out for tests, nor for a conversion that the Hub cut', () => {
  const asking = cards.flatMap(({ name, files }) =>
    files
      .filter((pattern) => /test|valid|dev|eval|partial|train\*|\*\*/u.test(pattern))
      .map((pattern) => `${name}: ${pattern}`),
  );

  expect(asking).toEqual([]);
});

test('two cards of one repository read different files', () => {
  const read = cards.flatMap(({ repository, files }) =>
    files.map((file) => `${repository}/${file}`),
  );

  expect(new Set(read).size).toBe(read.length);
});

test('a licence that differs from its tag says why', () => {
  const silent = cards.filter(
    ({ license }) =>
      license.spdx?.toLowerCase() !== license.hub?.toLowerCase() && license.note === undefined,
  );

  expect(silent).toEqual([]);
});

test('a licence that is for non-commercial use only is never filed as commercial', () => {
  const misfiled = cards.filter(({ license }) =>
    /\bnc\b|unknown|other/iu.test(`${license.hub ?? ''} ${license.spdx ?? ''}`)
      ? license.class === 'commercial'
      : license.class !== 'commercial',
  );

  expect(misfiled).toEqual([]);
});

test('each card has rows in its columns, and records that they are to become', () => {
  const counts = cards.map(({ name }) => ({
    name,
    rows: readJsonLines(`fixtures/rows/${name}.jsonl`).length > 1,
    records: readJsonLines(`fixtures/records/${name}.jsonl`).every(isRecordText),
  }));

  expect(counts).toEqual(cards.map(({ name }) => ({ name, rows: true, records: true })));
});

test('a card reads columns that its rows have', () => {
  const missing = cards.flatMap((card) => {
    const keys = new Set(readJsonLines(`fixtures/rows/${card.name}.jsonl`).flatMap(keysOf));
    return columnsOf(card)
      .filter((column) => !keys.has(column))
      .map((column) => `${card.name}: ${column}`);
  });

  expect(missing).toEqual([]);
});

test('the README lists the cards as they are', () => {
  const table = readText('README.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  expect(table).toEqual(cards.map(readmeRow));
});

function readmeRow(card: Card): string[] {
  const { name, repository, category, cap, rows, license } = card;
  return [
    '',
    `\`${name}\``,
    `[${repository}](https://huggingface.co/datasets/${repository})`,
    category,
    countOf(cap),
    countOf(rows),
    license.class,
    '',
  ];
}

function countOf(count: number | undefined): string {
  return count?.toLocaleString('en') ?? '–';
}

function columnsOf({ columns, template, group, clean, where }: Card): string[] {
  const { words, ...texts } = template ?? {};
  const templates = [...Object.values(texts), ...(group?.turns.map(({ text }) => text) ?? [])];
  const speakers = group?.turns.map(({ speaker }) => speaker) ?? [];
  return [
    ...Object.values(columns ?? {}),
    ...templates.flatMap(placeholdersOf),
    ...speakers.map((speaker) => (typeof speaker === 'object' ? speaker.column : undefined)),
    group?.by,
    group?.order,
    ...[words, clean, where].flatMap((byColumn) => Object.keys(byColumn ?? {})),
  ].filter((column) => column !== undefined);
}

function placeholdersOf(template: string | undefined): string[] {
  const parsed = parseTemplate(template ?? '');
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.parts.flatMap((part) => (part.kind === 'placeholder' ? [part.path] : []));
}

function isRecordText(value: unknown): boolean {
  const text = typeof value === 'object' ? value : {};
  return recordSchema.safeParse({ ...text, _category: 'instruction', _source: 'own' }).success;
}

function keysOf(row: unknown): string[] {
  return typeof row === 'object' && row !== null ? Object.keys(row) : [];
}

function readJsonLines(path: string): unknown[] {
  return readText(path)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

function readText(path: string): string {
  return readFileSync(new URL(path, packageFolder), 'utf8');
}
