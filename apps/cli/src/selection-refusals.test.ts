import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));
const corpus = 'examples/datasets/merged_global_corpus.jsonl';
const wholeSeed = 'a whole number from 0 to 9007199254740991';

// One merged corpus for all tests, which none of them may change.
let folder = '';

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-')));
  const rows = (category: string): string =>
    ['1', '2', '3'].map((number) => row(`Ask ${category} ${number}`, category)).join('');
  write('examples/datasets/code.jsonl', rows('code_debugging'));
  write('examples/datasets/tales.jsonl', rows('creative_narrative'));
  write('mine.jsonl', 'mine\n');
  write('bad.json', '{"name":"bad","title":"Bad","weights":{"cod":"3"}}');
  write(
    'half.jsonl',
    '{"instruction":"a","input":"","output":"b","_category":"instruction","_source":"x"}\n{"a":1}\n',
  );
  await llamaforge(['merge', '--quiet']);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.concurrent.each([
  [['profile'], '--profile is missing: `llamaforge profiles` lists what there is'],
  [['profile', '--profile', 'x', '--profile', 'y'], '--profile is given twice; it takes one value'],
  [['profile', '--profile', 'x', '--max-total', '0'], '--max-total must be 1 or more'],
  [['profile', '--profile', 'x', '--max-total', '1.5'], '--max-total must be a whole number'],
  [['profile', '--profile', 'x', '--drop', ''], '--drop must not be empty'],
  [['balance', '--seed', '-1'], '--seed must be 0 or more'],
  [['balance', '--seed', '1.5'], `--seed must be ${wholeSeed}`],
  [['balance', '--seed', '9007199254740992'], `--seed must be ${wholeSeed}`],
  [['balance', '--seed', '1', '--seed', '2'], '--seed is given twice; it takes one value'],
  [['balance', '--max-share', '45'], '--max-share must be at most 1: write 45% as 0.45'],
  [['balance', '--max-share', '0'], '--max-share must be above 0'],
  [['balance', '--shares', ''], '--shares must not be empty'],
  [['balance', '--bind', 'up'], '--bind cannot be up: it is one of lower, both'],
  [['curriculum', '--blend', '0.6'], '--blend must be at most 0.5'],
  [['curriculum', '--replay', '2'], '--replay must be at most 1'],
  [['curriculum', '--replay', 'x'], '--replay must be a number'],
  [['curriculum', '--spilt'], 'unknown flag --spilt; did you mean --split?'],
  ...['1', '0%', '100%', 'x'].map((share): [string[], string] => [
    ['curriculum', '--validation', share],
    `--validation takes a share between 0% and 100%, as in 1%; "${share}" is none`,
  ]),
])('%j is a usage error: one line, exit 2', async (words, message) => {
  const run = await llamaforge(words);

  expect(run).toEqual({ status: 2, stdout: '', stderr: `llamaforge: ${message}\n` });
});

// One after the other: the commands below get as far as locking the output they share.
test.each([
  [
    ['profile', '--profile', 'claude_behaviour'],
    '--profile:\n  claude_behaviour: no profile and no .json file; did you mean claude_behavior?\n',
  ],
  [
    ['profile', '--profile', 'claude_behavior', '--drop', 'made_by_anoter'],
    'Tags to drop:\n  made_by_anoter: no tag; did you mean made_by_another?\n',
  ],
  [
    ['profile', '--profile', 'claude_behavior'],
    '{corpus} has no row for the profile claude_behavior: none belongs to a source that it lists. `llamaforge profiles --json` shows them; a profile of your own can leave out `sources` and choose from all rows.\n',
  ],
  [
    ['balance', '--shares', 'rubbish'],
    'Problems in --shares:\n  rubbish: write it as label=share, as in code=20-30%\n',
  ],
  [
    ['balance', '--shares', 'coed=20-30%, math=1'],
    'Problems in --shares:\n  coed: no label, category or alias; did you mean code?\n  math: 1 is no share; write 1%\n',
  ],
  [
    ['balance', '--shares', 'none, code=60-70%, math=50%', '--max-share', '0.5'],
    'No rows of {corpus} can keep these shares, so nothing is written:\n' +
      '  Code/Debugging is to be at least 60%, but no label may be more than 50%: lower its share, or set --max-share 0.6.\n' +
      'Set other shares with --shares (as in `--shares cot_math=none`) or --max-share.\n',
  ],
  [
    ['balance', '--shares', 'none'],
    'No rows of {corpus} can keep these shares, so nothing is written:\n' +
      '  Only 2 labels have rows, and where none may be more than 45%, it takes 3 to fill a corpus: add rows of other labels, or set --max-share 0.5.\n' +
      'Set other shares with --shares (as in `--shares cot_math=none`) or --max-share.\n',
  ],
  [
    ['curriculum', '--phases', 'a=creative; a=code'],
    'Problems in --phases:\n  [1].name: a is there twice\n',
  ],
  [
    ['curriculum', '--phases', 'all=math'],
    '{corpus} has no row of a category that a phase names, so nothing is written. Name others with --phases.\n',
  ],
  [
    ['balance', '--input', 'nope.jsonl'],
    'There is no corpus at {folder}/nope.jsonl. Make one with `npx nx run cli:merge`, or name another with --input.\n',
  ],
  [
    ['balance', '--input', 'half.jsonl'],
    '{folder}/half.jsonl:2 is not a row as `llamaforge merge` writes it. Merge the file first: llamaforge merge --input {folder}/half.jsonl.\n',
  ],
  [
    ['curriculum', '--manifest', 'nope.json'],
    "There is no manifest at {folder}/nope.json. Name the corpus's own with --manifest, or leave that out.\n",
  ],
  [
    ['curriculum', '--output', 'mine.jsonl'],
    '{folder}/mine.jsonl exists and was not written by llamaforge, so it is not replaced. Name another file with --output, or move it away.\n',
  ],
  [
    ['curriculum', '--output', corpus],
    '{corpus} is what is read here, so it is not replaced. Name another file with --output.\n',
  ],
])('%j can be mended: the whole message, no stack, exit 1', async (words, message) => {
  const run = await llamaforge(words);

  const stderr = message
    .replaceAll('{corpus}', `{folder}/${corpus}`)
    .replaceAll('{folder}', folder);
  expect(run).toEqual({ status: 1, stdout: '', stderr });
});

test.each([
  [['profile', '--profile', 'bad.json'], /bad\.json.*\n {2}weights.*cod.*did you mean code\?\n/u],
  [['curriculum', '--phases', 'rubbish'], /^Problems in --phases:\n {2}.*categor.*\n$/u],
  [
    ['curriculum', '--phases', 'a=creativ'],
    /^Problems in --phases:\n {2}.*no category and no alias/u,
  ],
  [['balance', '--recipe', 'nope.yaml'], /^Cannot read the recipe .*nope\.yaml.*--recipe\.\n$/u],
])('%j names the place, exit 1', async (words, message) => {
  const run = await llamaforge(words);

  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toContain('    at ');
  expect(run).toMatchObject({ status: 1, stdout: '' });
});

test('nothing that was refused has written or changed a file', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /jsonl?$|partial/u.test(path) && !path.startsWith('output/runs'))
    .sort();

  expect(files).toEqual([
    'bad.json',
    'examples/datasets/code.jsonl',
    'examples/datasets/merged_corpus_manifest.json',
    corpus,
    'examples/datasets/tales.jsonl',
    'half.jsonl',
    'mine.jsonl',
    'output/outputs.json',
    'output/rejected.jsonl',
  ]);
  expect(readFileSync(join(folder, 'mine.jsonl'), 'utf8')).toBe('mine\n');
});

async function llamaforge(
  words: readonly string[],
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn('node', [launcher, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (output.stdout += String(text)));
  child.stderr.on('data', (text) => (output.stderr += String(text)));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...output };
}

function row(instruction: string, category: string): string {
  return `${JSON.stringify({ instruction, input: '', output: `About ${instruction}`, _category: category })}\n`;
}

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
