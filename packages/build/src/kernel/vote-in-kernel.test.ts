import { createFileVote, type FileVote } from '@llamaforge/adapters';
import { detectFormat } from '@llamaforge/shards';
import { realDataFolder, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FileVoter } from '../file-voter.ts';
import { findInputFiles, type InputFile } from '../input-files.ts';
import type { SourceSettings } from '../merge-options.ts';
import { planMerge } from '../plan-merge.ts';
import { votePlainly } from '../vote-plainly.ts';
import { jsonLines } from './json-lines.testing.ts';
import { kernelVoter } from './vote-in-kernel.ts';

const voter = await kernelVoter();
const smallVoter = await kernelVoter(256);

type Decision = Parameters<FileVote['add']>[0];

/** What a file's vote was told, and what came of it. */
interface HeardVote {
  readonly decisions: readonly Decision[];
  readonly result: string | undefined;
}

test('hears of whatever lines there are what the adapters hear, in chunks of any size', async () => {
  const path = join(temporaryFolder(), 'a.jsonl');
  await fc.assert(
    fc.asyncProperty(jsonLines(), async (lines) => {
      writeFileSync(path, lines);

      const plain = await hear(votePlainly, path);

      expect(await hear(voter, path)).toEqual(plain);
      expect(await hear(smallVoter, path)).toEqual(plain);
    }),
  );
}, 60_000);

test('hears the first thousand records without a category of their own, and no more', async () => {
  const lines = Array.from({ length: 4000 }, (_, row) => {
    const text = { instruction: `Write a function that adds ${String(row)}`, output: code(row) };
    if (row % 3 === 0) return JSON.stringify({ ...text, _category: 'factual' });
    if (row % 3 === 1) return JSON.stringify({ ...text, _category: 'none such' });
    return row % 5 === 0 ? '' : JSON.stringify({ ...text, category: row % 2 === 0 ? 'odd' : 7 });
  });
  const folder = temporaryFolder({
    'a.jsonl': lines.join('\n'),
    'b.jsonl.gz': gzipSync(lines.join('\n')),
    'short.jsonl': lines.slice(0, 900).join('\n'),
  });

  for (const name of ['a.jsonl', 'b.jsonl.gz']) {
    const heard = await expectSameVote(join(folder, name));
    expect(heard).toMatchObject({ result: 'code_debugging', decisions: { length: 1000 } });
  }
  const short = await expectSameVote(join(folder, 'short.jsonl'));
  expect(short.decisions.length).toBeLessThan(900);
});

test('hears rows of every format, and rows that are read as a recipe says', async () => {
  const rows = Array.from({ length: 700 }, (_, row) => ({
    question: `What is the capital of country ${String(row)}?`,
    answer: row % 50 === 7 ? '' : `City\n${String(row)}`,
  }));
  const csv = rows.map(({ question, answer }) => `"${question}","${answer}"`).join('\r\n');
  const folder = temporaryFolder({
    'a.json': JSON.stringify(rows, undefined, 2),
    'b.csv': `question,answer\r\n${csv}`,
    'c.yaml': rows.map((row) => `- ${JSON.stringify(row)}`).join('\n'),
    'd.json': JSON.stringify({ data: rows }),
    'mapped.jsonl': rows.map((row) => JSON.stringify({ deep: row })).join('\n'),
  });

  for (const name of ['a.json', 'b.csv', 'c.yaml', 'd.json']) {
    const { decisions } = await expectSameVote(join(folder, name));
    expect(decisions).toHaveLength(686);
  }
  const settings = { columns: { instruction: 'deep.question', output: 'deep.answer' } };
  const { decisions } = await expectSameVote(join(folder, 'mapped.jsonl'), settings);
  expect(decisions).toHaveLength(686);
});

test('hears records that no context has room for', async () => {
  const long = `Tell me a story. ${'Once upon a time there was a "Täxt". '.repeat(300)}`;
  const turns = [
    { role: 'user', content: long },
    { role: 'assistant', content: long },
  ];
  const lines = [
    { instruction: 'Tell me', output: long },
    { messages: turns, _category: 'factual' },
    { messages: turns, _source: long },
    { instruction: '12 + 30', output: '42' },
  ];
  const folder = temporaryFolder({
    'a.jsonl': lines.map((line) => JSON.stringify(line)).join('\n'),
    'b.json': JSON.stringify(lines),
  });

  for (const name of ['a.jsonl', 'b.json']) {
    const path = join(folder, name);
    expect(await hear(smallVoter, path)).toEqual(await expectSameVote(path));
  }
});

test('stops at the signal', async () => {
  const folder = temporaryFolder({ 'a.jsonl': '{"instruction":"a","output":"b"}\n' });
  const reason = new Error('stopped by the test');

  const stopped = hear(voter, join(folder, 'a.jsonl'), { signal: AbortSignal.abort(reason) });

  await expect(stopped).rejects.toBe(reason);
});

const realData = realDataFolder();

test.skipIf(realData === undefined)(
  'hears of all real data what the adapters hear (skipped without CORPUS_REAL_DATA or ../shared/data)',
  async () => {
    const plan = planMerge({
      workingFolder: temporaryFolder(),
      toolVersion: '0.0.0-test',
      input: [realData ?? ''],
    });
    const { inputs } = findInputFiles(plan);

    const heard: HeardVote[] = [];
    for (const { path } of inputs) heard.push(await expectSameVote(path));

    expect(heard.filter(({ result }) => result !== undefined).length).toBeGreaterThan(30);
  },
  240_000,
);

async function expectSameVote(path: string, settings: SourceSettings = {}): Promise<HeardVote> {
  const heard = await hear(voter, path, { settings });
  expect(heard).toEqual(await hear(votePlainly, path, { settings }));
  return heard;
}

async function hear(
  asked: FileVoter,
  path: string,
  {
    settings = {},
    signal,
  }: { readonly settings?: SourceSettings; readonly signal?: AbortSignal } = {},
): Promise<HeardVote> {
  const name = basename(path);
  const bytes = statSync(path).size;
  const input: InputFile = { path, name, source: name, bytes, license: undefined, settings };
  const decisions: Decision[] = [];
  const vote = createFileVote();
  const hearing: FileVote = {
    ...vote,
    add: ({ category, isDefault }) => {
      if (!vote.isFull()) decisions.push({ category, isDefault });
      vote.add({ category, isDefault });
    },
  };
  await asked({ input, format: await detectFormat(path), bytes }, hearing, signal);
  return { decisions, result: vote.result() };
}

function code(row: number): string {
  return `\`\`\`python\ndef add(a, b):\n    return a + b + ${String(row)}\n\`\`\``;
}
