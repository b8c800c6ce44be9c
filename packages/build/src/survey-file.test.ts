import { CorpusError, DamagedFileError } from '@llamaforge/schema';
import { hashFile } from '@llamaforge/shards';
import { temporaryFolder } from '@llamaforge/testing';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { HashThread } from './hash-thread.ts';
import { findInputFiles } from './input-files.ts';
import { InputHashCache } from './input-hash-cache.ts';
import { IdleThreads } from './kernel/idle-threads.ts';
import type { OnDamage } from './merge-options.ts';
import { planMerge } from './plan-merge.ts';
import { RunNotes } from './run-notes.ts';
import { surveyFiles } from './survey-file.ts';

const rows = Array.from({ length: 3000 }, (_, row) =>
  JSON.stringify({ question: `What is the capital of country ${String(row)}?`, answer: 'A city' }),
);
const lines = `${rows.join('\n')}\n`;

const engines = ['plain', 'kernel'] as const;

test.each(engines)('%s: tells format, hash and vote of every file', async (engine) => {
  const folder = temporaryFolder({
    'a.jsonl': lines,
    'b.jsonl.gz': gzipSync(lines),
    'c.json': `[${rows.slice(0, 30).join(',')}]`,
    'd.jsonl': rows.slice(0, 19).join('\n'),
  });

  const { files, damaged } = await survey(folder, engine);

  expect(damaged).toEqual([]);
  const told = files.map(({ input, format, vote }) => [basename(input.path), format.format, vote]);
  expect(told).toEqual([
    ['a.jsonl', 'jsonl', 'factual_grounding'],
    ['b.jsonl.gz', 'jsonl', 'factual_grounding'],
    ['c.json', 'json_array', 'factual_grounding'],
    ['d.jsonl', 'jsonl', undefined],
  ]);
  for (const { input, sha256 } of files) {
    expect(await sha256).toBe((await hashFile(input.path)).sha256);
  }
});

test.each(engines)('%s: finds damage behind the rows that vote', async (engine) => {
  const whole = gzipSync(lines);
  const folder = temporaryFolder({
    'cut.jsonl.gz': whole.subarray(0, whole.length - 20),
    'open.json': `[${rows.join(',')}`,
    'whole.jsonl': lines,
  });

  const { files, damaged } = await survey(folder, engine, 'skip');

  expect(files.map(({ input }) => basename(input.path))).toEqual(['whole.jsonl']);
  expect(damaged.map(({ input }) => basename(input.path))).toEqual(['cut.jsonl.gz', 'open.json']);
  for (const { error } of damaged) expect(error).toBeInstanceOf(DamagedFileError);
  await expect(survey(folder, engine)).rejects.toThrow(CorpusError);
});

test.each(engines)('%s: finds damage where a card spares the vote', async (engine) => {
  const whole = gzipSync(lines);
  const folder = temporaryFolder({
    'cut.jsonl.gz': whole.subarray(0, whole.length - 20),
    'recipe.yaml': 'sources:\n  - path: cut.jsonl.gz\n    category: math\n',
  });

  const { damaged } = await survey(folder, engine, 'skip');

  expect(damaged).toHaveLength(1);
});

async function survey(
  folder: string,
  engine: (typeof engines)[number],
  onDamage: OnDamage = 'fail',
): Promise<Awaited<ReturnType<typeof surveyFiles>>> {
  const hasRecipe = existsSync(join(folder, 'recipe.yaml'));
  const plan = planMerge({
    workingFolder: folder,
    toolVersion: '0.0.0-test',
    ...(hasRecipe ? { recipe: 'recipe.yaml' } : { input: ['.'] }),
    engine,
    onDamage,
  });
  await using hashThread = new HashThread();
  const context = {
    hashes: new InputHashCache(join(folder, 'state')),
    hashThread,
    idleThreads: new IdleThreads(),
    notes: new RunNotes(),
    now: () => new Date(0),
  };
  const surveyed = await surveyFiles(findInputFiles(plan).inputs, plan, context);
  await Promise.all(surveyed.files.map(({ sha256 }) => sha256));
  return surveyed;
}
