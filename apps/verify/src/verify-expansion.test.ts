import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { verifyExpansion, type ExpansionVerification } from './verify-expansion.ts';

test('accepts files of normalised records in their category folders, with rows and sources', async () => {
  const calls = row('tool_api', { source: 'calls' });
  const traces =
    row('reasoning_trace', { source: 'gsm8k' }) +
    row('reasoning_trace', { source: 'other', output: 'no' });
  const folder = temporaryFolder({
    'tool_api/calls.jsonl': calls,
    'reasoning_traces/gsm8k.jsonl': traces,
    'reasoning_traces/deeper/empty.jsonl': '',
    'corpus.lock.json': '{}',
  });

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({});
  expect(verification.files).toEqual([
    {
      path: 'reasoning_traces/deeper/empty.jsonl',
      rows: 0,
      repeated: 0,
      bytes: 0,
      sha256: sha256(''),
      sources: [],
      problems: 0,
    },
    {
      path: 'reasoning_traces/gsm8k.jsonl',
      rows: 2,
      repeated: 0,
      bytes: 203,
      sha256: sha256(traces),
      sources: ['gsm8k', 'other'],
      problems: 0,
    },
    {
      path: 'tool_api/calls.jsonl',
      rows: 1,
      repeated: 0,
      bytes: 95,
      sha256: sha256(calls),
      sources: ['calls'],
      problems: 0,
    },
  ]);
});

test('finds a category that is not its folder’s, and a broken row', async () => {
  const folder = temporaryFolder({
    'code_debugging/a.jsonl': row('code_debugging', {}) + row('tool_api', { output: 'no' }),
    'tool_api/b.jsonl': `${row('tool_api', {})}{"a":\n${row('tool_api', { source: 'other' })}`,
  });

  const verification = await verify(folder);

  expect(failures(verification)).toEqual({
    folder_category: ['code_debugging/a.jsonl line 2: "tool_api", not code_debugging'],
    json: ['tool_api/b.jsonl line 2: is not JSON'],
  });
  expect(verification.files.map(({ problems }) => problems)).toEqual([1, 1]);
});

test('counts rows whose digest stood before in their file, and finds nothing wrong with them', async () => {
  const again = row('tool_api', { source: 'again' });
  const folder = temporaryFolder({
    'tool_api/a.jsonl': `${row('tool_api', {})}{"a":\n${again}${row('tool_api', { output: 'no' })}${again}`,
    'tool_api/b.jsonl': row('tool_api', {}) + row('tool_api', { output: 'no' }),
  });

  const { files } = await verify(folder);

  expect(files.map(({ path, repeated, problems }) => ({ path, repeated, problems }))).toEqual([
    { path: 'tool_api/a.jsonl', repeated: 2, problems: 1 },
    { path: 'tool_api/b.jsonl', repeated: 0, problems: 0 },
  ]);
});

test('accepts one digest in two files: the merge is what joins them', async () => {
  const folder = temporaryFolder({
    'tool_api/a.jsonl': row('tool_api', {}),
    'tool_api/b.jsonl': row('tool_api', {}),
  });

  expect(failures(await verify(folder))).toEqual({});
});

test('finds a file that stands in no category folder', async () => {
  const folder = temporaryFolder({
    'tools/a.jsonl': row('tool_api', {}),
    'b.jsonl': row('tool_api', {}),
  });

  const found = failures(await verify(folder));

  const known =
    'instruction, multiturn_dialog, code_debugging, red_team, reasoning_traces, analytical, ' +
    'cot_math, creative_narrative, factual_grounding, tool_api, psychology_emotional, adversarial_moral';
  expect(found).toEqual({
    folders: [
      `b.jsonl: its folder is none of ${known}`,
      `tools/a.jsonl: its folder is none of ${known}`,
    ],
  });
});

test('follows links, and a link in a circle only once', async () => {
  const folder = temporaryFolder({ 'tool_api/a.jsonl': row('tool_api', {}) });
  symlinkSync(join(folder, 'tool_api'), join(folder, 'tool_api', 'again'));
  symlinkSync(join(folder, 'tool_api/a.jsonl'), join(folder, 'tool_api/link.jsonl'));

  const { files } = await verify(folder);

  expect(files.map(({ path }) => path)).toEqual(['tool_api/a.jsonl', 'tool_api/link.jsonl']);
});

test.each([
  ['missing', 'is missing'],
  ['empty', 'holds no .jsonl file'],
])('says what to do where the folder is %s', async (name, what) => {
  const folder = join(temporaryFolder({ 'empty/readme.txt': '' }), name);

  await expect(verify(folder)).rejects.toMatchObject({
    name: 'CorpusError',
    message: `${folder} ${what}. Put normalised records into its category folders (tool_api/<name>.jsonl), or name another folder: llamaforge-verify expansion <folder>.`,
  });
});

// A line as the records' definition has it, written by hand.
function row(
  category: string,
  { source = 's', output = 'yes' }: { readonly source?: string; readonly output?: string },
): string {
  return `{"instruction":"Is it so?","input":"","output":"${output}","_category":"${category}","_source":"${source}"}\n`;
}

function verify(folder: string): Promise<ExpansionVerification> {
  return verifyExpansion(
    { folder },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function failures({ checks }: ExpansionVerification): Record<string, readonly string[]> {
  return Object.fromEntries(
    checks.flatMap((check) => (check.verdict === 'failed' ? [[check.name, check.problems]] : [])),
  );
}
