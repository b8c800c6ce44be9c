import { encodeRows, temporaryFolder } from '@llamaforge/testing';
import { contentOf, startLoopbackHub, type LoopbackHub } from '@llamaforge/testing/loopback-hub';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const token = 'hf_secretsecretsecretsecret';
const KILLS = 12;

test('fetches a card by its name, prints what came of it, and merges it', async () => {
  const hub = await startHub();
  const folder = temporaryFolder();

  const fetched = await llamaforge({ folder, hub }, ['fetch', 'gsm8k_reasoning']);
  const merged = await llamaforge({ folder, hub }, ['merge', '--json']);

  expect(fetched).toMatchObject({ status: 0, stderr: '' });
  expect(fetched.stdout).toMatch(/gsm8k_reasoning +3 +7,473 +0 +\d+ B +\d+ B +MIT/u);
  expect(fetched.stdout).toContain('Records     examples/datasets/expansion\n');
  expect(fetched.stdout).toContain('Lock        corpus.lock.json\n');
  expect(Math.max(...fetched.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
    80,
  );
  expect(JSON.parse(merged.stdout)).toMatchObject({ total_examples: 3 });
  const manifest = readFileSync(join(folder, 'examples/datasets/merged_corpus_manifest.json'));
  expect(JSON.parse(manifest.toString())).toMatchObject({
    inputs: [{ path: 'expansion/reasoning_traces/gsm8k_reasoning.jsonl', license: 'MIT' }],
    sources: { gsm8k: { license: 'MIT', categories: { reasoning_trace: 3 } } },
  });
});

test('--json prints one object and nothing else, also where a source failed', async () => {
  const hub = await startHub();
  const folder = temporaryFolder();

  const run = await llamaforge({ folder, hub }, ['fetch', 'gsm8k_reasoning', 'dolly', '--json']);

  expect(run.status).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({
    command: 'fetch',
    sources: [{ name: 'gsm8k_reasoning', rows: { read: 3, written: 3, rejected: {} } }],
    failed: [{ name: 'dolly' }],
    leftOut: [],
  });
  expect(run.stderr).toMatch(/^dolly: .*databricks\/databricks-dolly-15k/u);
});

test('says of a gated set where its terms are accepted, with a token and without', async () => {
  const hub = await startHub();
  const folder = temporaryFolder();

  const without = await llamaforge({ folder, hub }, ['fetch', 'xlam_function_calling_60k']);
  const refused = await llamaforge({ folder, hub }, [
    'fetch',
    'xlam_function_calling_60k',
    '--token',
    'hf_anothertokenthatopensnothing',
  ]);
  const opened = await llamaforge({ folder, hub, environment: { HF_TOKEN: token } }, [
    'fetch',
    'xlam_function_calling_60k',
  ]);

  expect(without.status).toBe(1);
  expect(without.stderr).toContain(`${hub.endpoint}/datasets/Salesforce/xlam-function-calling-60k`);
  expect(without.stderr).toContain('HF_TOKEN');
  expect(refused.status).toBe(1);
  expect(refused.stderr).not.toContain('hf_another');
  expect(opened).toMatchObject({ status: 0, stderr: '' });
  expect(everythingIn(folder) + opened.stdout).not.toContain(token);
  expect(hub.requests.filter(({ authorization }) => authorization !== undefined)).not.toEqual([]);
  expect(
    hub.requests.filter(({ origin, authorization }) => origin === 'content' && authorization),
  ).toEqual([]);
});

test.each([
  [['fetch', 'gsm8k'], 'llamaforge: there is no card gsm8k; did you mean gsm8k_reasoning?\n'],
  [['fetch', '--limit', '0'], 'llamaforge: --limit must be 1 or more\n'],
  [['fetch', '--limit', 'many'], 'llamaforge: --limit must be a whole number\n'],
  [
    ['fetch', '--endpoint', 'hub'],
    'llamaforge: the endpoint hub is no http or https address; correct --endpoint or HF_ENDPOINT\n',
  ],
  [
    ['fetch', '--update', '--offline'],
    'llamaforge: --update asks the Hub, which --offline forbids; give one of them\n',
  ],
  [
    ['fetch', token],
    'llamaforge: an access token is no name of a card; set HF_TOKEN, or use --token\n',
  ],
  [['fetch', '--tokn', token], 'llamaforge: unknown flag --tokn; did you mean --token?\n'],
])('%j is a usage error that says what to write', async (words, message) => {
  const hub = await startHub();

  const run = await llamaforge({ folder: temporaryFolder(), hub }, words);

  expect(run).toEqual({ status: 2, stdout: '', stderr: message });
});

test('says where the Hub cannot be reached', async () => {
  const hub = await startHub();
  await hub.close();

  const run = await llamaforge({ folder: temporaryFolder(), hub }, ['fetch', 'gsm8k_reasoning']);

  expect(run.status).toBe(1);
  expect(run.stderr).toContain(hub.endpoint);
  expect(run.stderr).not.toContain('    at ');
});

test('Ctrl-C ends a fetch that waits for the network, and leaves no file of records', async () => {
  const hub = await startHub();
  const folder = temporaryFolder();
  hub.failNext(({ origin }) => origin === 'content', { kind: 'stall', afterBytes: 10 });

  const child = start({ folder, hub }, ['fetch', 'gsm8k_reasoning']);
  await untilStalled(hub);
  child.kill('SIGINT');
  const status = await exitOf(child);

  expect(status).toBe(130);
  expect(listFiles(join(folder, 'examples'))).toEqual([]);
});

test(
  'a fetch killed at any moment leaves whole files or none, and a rerun gives the same bytes',
  { timeout: 300_000 },
  async () => {
    const hub = await startHub(2000);
    const undisturbed = temporaryFolder();
    const startedAt = performance.now();
    await llamaforge({ folder: undisturbed, hub }, ['fetch', 'gsm8k_reasoning', 'hh_rlhf']);
    const lastsMs = performance.now() - startedAt;
    const expected = readOutputs(undisturbed);
    expect(expected.map(([path]) => path)).toEqual([
      '/corpus.lock.json',
      '/examples/datasets/expansion/multiturn_dialog/hh_rlhf.jsonl',
      '/examples/datasets/expansion/reasoning_traces/gsm8k_reasoning.jsonl',
      '/examples/preferences/hh_rlhf.jsonl',
    ]);

    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = temporaryFolder();
      const child = start({ folder, hub }, ['fetch', 'gsm8k_reasoning', 'hh_rlhf']);
      const timer = setTimeout(() => child.kill('SIGKILL'), (lastsMs * (kill + 0.5)) / KILLS);
      await exitOf(child);
      clearTimeout(timer);

      for (const [path, content] of readOutputs(folder)) {
        if (path.endsWith('.jsonl')) expect(content).toBe(new Map(expected).get(path));
      }
      await llamaforge({ folder, hub }, ['fetch', 'gsm8k_reasoning', 'hh_rlhf']);
      expect(readOutputs(folder)).toEqual(expected);
      rmSync(folder, { recursive: true });
    }
  },
);

test('any number of threads gives the same bytes, under a cap and with rejected rows', async () => {
  const hub = await startHub(1500);
  const words = ['fetch', 'gsm8k_reasoning', 'hh_rlhf', '--limit'];

  const outputs = await Promise.all(
    ['1', '2', '4'].map(async (threads) => {
      const folder = temporaryFolder();
      const run = await llamaforge({ folder, hub }, [...words, '1333', '--threads', threads]);
      const lock = readFileSync(join(folder, 'corpus.lock.json'), 'utf8');
      return {
        run: { ...run, stdout: '' },
        lock,
        files: readOutputs(folder),
        rejects: everythingIn(join(folder, 'output/fetch-rejected')),
      };
    }),
  );

  const [alone] = outputs;
  expect(alone?.run).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(JSON.parse(alone?.lock ?? '')).toMatchObject({
    sources: {
      gsm8k_reasoning: { output: { rows: 1333, read: 1344, rejected: { missing_output: 11 } } },
      hh_rlhf: {
        output: { rows: 1333 },
        preferences: { rows: 1322, left_out: { equal_sides: 11 } },
      },
    },
  });
  expect(outputs).toEqual(outputs.map(() => alone));
});

/** A Hub with small sets of our own under the names and in the forms of three of the catalog's. */
async function startHub(rows = 3): Promise<LoopbackHub> {
  const numbers = Array.from({ length: rows }, (_, row) => String(row));
  // Every 119th question has no answer, and every 119th pair two equal ones.
  const isOdd = (row: string): boolean => Number(row) % 119 === 118;
  const questions = numbers.map((row) => ({
    question: `Question ${row}`,
    answer: isOdd(row) ? ' ' : `#### ${row}`,
  }));
  const pairs = numbers.map((row) => ({
    chosen: `\n\nHuman: Hello ${row}\n\nAssistant: Welcome.`,
    rejected: `\n\nHuman: Hello ${row}\n\nAssistant: ${isOdd(row) ? 'Welcome' : 'Go'}.`,
  }));
  const calls = numbers.map((row) => ({
    id: Number(row),
    query: `Look up ${row}.`,
    answers: JSON.stringify([{ name: 'look_up', arguments: { number: row } }]),
    tools: JSON.stringify([{ name: 'look_up', description: 'Looks up.', parameters: {} }]),
  }));
  const folders = ['harmless-base', 'helpful-base', 'helpful-online', 'helpful-rejection-sampled'];
  const hub = await startLoopbackHub({
    tokens: [token],
    repositories: [
      repository('openai/gsm8k', {
        files: { 'main/train-00000-of-00001.parquet': questions },
        commit: '740312add88f781978c0658806c59bc2815b9866',
      }),
      repository('Anthropic/hh-rlhf', {
        files: Object.fromEntries(folders.map((folder) => [`${folder}/train.jsonl.gz`, pairs])),
        commit: '09be8c5bbc57cb3887f3a9732ad6aa7ec602a1fa',
      }),
      {
        ...repository('Salesforce/xlam-function-calling-60k', {
          files: { 'xlam_function_calling_60k.json': calls },
          commit: '26d14ebfe18b1f7b524bd39b404b50af5dc97866',
        }),
        license: 'cc-by-4.0',
        gated: 'auto',
      },
    ],
  });
  onTestFinished(() => hub.close());
  return hub;
}

function repository(
  name: string,
  {
    files,
    commit,
  }: { files: Readonly<Record<string, readonly Record<string, unknown>[]>>; commit: string },
): Parameters<typeof startLoopbackHub>[0]['repositories'][number] {
  const stored = Object.entries(files).map(
    ([path, rows]) =>
      [path, { content: contentOf(encodeRows(rows, path)), stored: 'lfs' as const }] as const,
  );
  const commits = { [commit]: Object.fromEntries(stored) };
  return { name, license: 'mit', branches: { main: commit }, commits };
}

interface Place {
  readonly folder: string;
  readonly hub: LoopbackHub;
  readonly environment?: Readonly<Record<string, string>>;
}

function start({ folder, hub, environment = {} }: Place, words: readonly string[]): ChildProcess {
  const { HF_TOKEN: _, ...inherited } = process.env;
  return spawn('node', [launcher, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, HF_ENDPOINT: hub.endpoint, ...environment },
  });
}

async function llamaforge(
  ...run: Parameters<typeof start>
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = start(...run);
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => (output.stdout += String(text)));
  child.stderr?.on('data', (text) => (output.stderr += String(text)));
  return { status: await exitOf(child), ...output };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  return await new Promise((resolve) => {
    child.once('close', (status) => {
      resolve(status);
    });
  });
}

async function untilStalled(hub: LoopbackHub): Promise<void> {
  while (!hub.requests.some(({ origin, sentBytes }) => origin === 'content' && sentBytes > 0)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a fetch writes for a user, by path; the cache may differ where a run was killed. */
function readOutputs(folder: string): [path: string, content: string][] {
  return listFiles(folder)
    .filter((path) => !path.includes('/output/') && !path.endsWith('.partial'))
    .map((path): [string, string] => [path.slice(folder.length), readFileSync(path, 'utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function everythingIn(folder: string): string {
  return listFiles(folder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('');
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
