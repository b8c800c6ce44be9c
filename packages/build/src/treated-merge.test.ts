import type { Manifest } from '@llamaforge/manifest';
import { ConfigurationError, UsageError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCorpus } from './merge-corpus.ts';
import { normalizeStream } from './normalize-stream.ts';
import { planMerge, type MergeRequest } from './plan-merge.ts';
import { traceRow } from './trace-row.ts';
import { misread } from './treatment/misread.testing.ts';

const named = 'I am Claude, an AI model made by Anthropic.';
const link = 'https://example.com/a';

test('a recipe says what is dropped and mended, and flags win over it, each over its own', async () => {
  const folder = temporaryFolder({
    'a.jsonl': lines(
      { instruction: 'Who?', output: named },
      { instruction: 'Where?', output: link },
    ),
    'recipe.yaml': 'sources: [{ path: a.jsonl }]\ndrop: [made_by_another]\nrepair: [mojibake]\n',
  });

  const asSaid = await merge(folder, { recipe: 'recipe.yaml', input: undefined });
  const asAsked = await merge(folder, {
    ...{ recipe: 'recipe.yaml', input: undefined },
    drop: ['urls_only'],
  });

  expect([asSaid, asAsked].map(({ drop, repair }) => [drop, repair])).toEqual([
    [['made_by_another'], ['mojibake']],
    [['urls_only'], ['mojibake']],
  ]);
  expect([asSaid, asAsked].map(({ ledger }) => ledger.rejected)).toEqual([
    { 'tag:made_by_another': 1 },
    { 'tag:urls_only': 1 },
  ]);
});

test('a recipe’s word that is no tag or repair is named with its path and the nearest one', () => {
  const folder = temporaryFolder({
    'recipe.yaml': 'sources: [{ path: a }]\ndrop: [urls_only, urls_onli, 5]\nrepair: mojibake\n',
    'other.yaml': 'drop: [urls_only]\nrepair: [mojibke]\n',
  });
  const problemsOf = (recipe: string): (() => void) => {
    return () => {
      plan(folder, { recipe });
    };
  };

  expect(problemsOf('recipe.yaml')).toThrow(ConfigurationError);
  expect(problemsOf('recipe.yaml')).toThrow(
    /drop\[1\]: urls_onli is no tag; did you mean urls_only\?[^]*drop\[2\]: 5 is no tag; it is one of [^]*repair: .*array/u,
  );
  expect(problemsOf('other.yaml')).toThrow(
    'repair[0]: mojibke is no repair; did you mean mojibake?',
  );
});

test('a word that a caller asks for and that is no tag is a usage error', () => {
  expect(() => plan(temporaryFolder(), { drop: ['urls_onli'] })).toThrow(UsageError);
});

test('a recipe of nothing but what is dropped is no data', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': lines({ instruction: 'Q', output: 'a' }),
    'data/drop.yaml': 'drop: [urls_only]\n',
  });

  const { ignored } = await merge(folder, { input: ['data'] });

  expect(ignored).toEqual([{ path: 'data/drop.yaml', reason: 'recipe' }]);
});

test('a file votes on its categories with its rows as they are read', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => ({
    question: `What is the capital of country ${String(row)}?`,
    answer: row < 30 ? named : 'A city',
  }));
  const folder = temporaryFolder({ 'a.jsonl': lines(...rows) });

  const plainly = await merge(folder);
  const treated = await merge(folder, { drop: ['made_by_another'] });

  expect([plainly, treated].map(({ inputs }) => inputs[0]?.vote)).toEqual([
    'factual_grounding',
    'factual_grounding',
  ]);
  expect(treated.ledger).toMatchObject({ kept: 10, rejected: { 'tag:made_by_another': 30 } });
});

test('a mended row keeps its own category and source, and is valid in every field', async () => {
  const text = misread('“Né” à Paris');
  const folder = temporaryFolder({
    'a.jsonl': lines({
      ...{ instruction: text, input: text, output: text },
      ...{ _category: 'creative', _source: text },
    }),
  });

  await merge(folder, { repair: ['mojibake'] });

  expect(JSON.parse(readFileSync(join(folder, 'corpus.jsonl'), 'utf8'))).toEqual({
    ...{ instruction: '“Né” à Paris', input: '“Né” à Paris', output: '“Né” à Paris' },
    ...{ _category: 'creative_narrative', _source: text },
  });
});

test('a row that is kept is traced as such, whatever its file alone tells of its category', async () => {
  const row = { instruction: 'Print a count', output: 'The loop is written to count up to the' };
  const folder = temporaryFolder({
    'a.jsonl': lines(row),
    'recipe.yaml': 'sources: [{ path: a.jsonl, category: code_debugging }]\ndrop: [cut_off]\n',
  });
  const { paths } = plan(folder, {});
  await merge(folder, { recipe: 'recipe.yaml', input: undefined });

  const { fates } = await traceRow(JSON.stringify(row), {
    database: paths.database,
    workingFolder: folder,
    signal: undefined,
  });

  expect(fates.map(({ fate }) => fate)).toEqual(['kept']);
});

test('a stream is normalised alike, and one that has no first rows tells no language', async () => {
  const rejects = join(temporaryFolder(), 'r.jsonl');
  const bytes = Buffer.from(
    lines({ instruction: 'Who?', output: named }, { instruction: 'A', output: misread('é') }),
  );
  const written: string[] = [];

  const counts = await normalizeStream(chunks(bytes), {
    ...{ drop: ['made_by_another'], repair: ['mojibake'], rejects },
    writeRecord: (line) => Promise.resolve(void written.push(line)),
  });

  expect(counts).toEqual({ records: 1, rejected: 1 });
  expect(written.join('')).toContain('"output":"é"');
  await expect(normalizeStream(chunks(bytes), { drop: ['wrong_language'] })).rejects.toThrow(
    UsageError,
  );
});

function lines(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function plan(folder: string, request: Partial<MergeRequest>): ReturnType<typeof planMerge> {
  return planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    input: ['.'],
    output: 'corpus.jsonl',
    ...request,
  });
}

async function merge(folder: string, request: Partial<MergeRequest> = {}): Promise<Manifest> {
  const context = { now: () => new Date('2026-01-02T03:04:05Z') };
  return (await mergeCorpus(plan(folder, request), context)).manifest;
}
