import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const launcher = fileURLToPath(new URL('../bin/llamaforge.js', import.meta.url));

const harbour = {
  name: 'harbour',
  title: 'A harbour office: code first, then tales',
  max_total: 30,
  weights: { code: 2, creative: 1, factual: '10%' },
  sources: [
    { name: 'code', cap: 15 },
    { name: 'tales', bucket: 'creative' },
    { name: 'gone\u001b[2J\nfar', cap: 9 },
    { name: 'facts' },
  ],
};
const rival = { name: 'rival', title: 'Code\u001b[2J alone', max_total: 12, weights: { code: 1 } };
const recipe = {
  profiles: [{ ...harbour, name: 'lighthouse', max_total: 5 }, rival],
  shares: { code: '20-30%', cot_math: null, max_share: 0.6 },
  phases: [
    { name: 'explore', categories: ['creative', 'dialogue'] },
    { name: 'settle', categories: ['code', 'math'] },
  ],
};
const rowSchema = z.object({ instruction: z.string(), output: z.string() });
const shown = z.object({
  command: z.string(),
  total_examples: z.number(),
  balance: z.array(z.unknown()),
  outputs: z.array(z.object({ role: z.string(), path: z.string(), rows: z.number() })),
  manifest: z.string(),
});

// One merged corpus for all tests, where a merge puts it; each writes under names of its own.
let folder = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-')));
  const data = {
    'instructions.jsonl': rows('instruction', 60),
    'chats.jsonl': rows('multiturn_dialog', 20),
    'code.jsonl':
      rows('code_debugging', 20) + row('code_debugging', 'Who made you?', 'I am ChatGPT.'),
    'refusals.jsonl': rows('red_team', 12),
    'essays.jsonl': rows('analytical', 12),
    'tales.jsonl': rows('creative_narrative', 14),
    'facts.jsonl': rows('factual_grounding', 10),
    'calls.jsonl': rows('tool_api', 6),
    'sums.jsonl': rows('cot_math', 4),
  };
  for (const [name, text] of Object.entries(data)) write(join('examples/datasets', name), text);
  write('harbour.json', JSON.stringify(harbour));
  write('rival.json', JSON.stringify(rival));
  write('corpus.yaml', JSON.stringify(recipe));
  llamaforge('merge --quiet');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('profile says what was wanted, what came of it, what is not there and what to do next', () => {
  const run = llamaforge('profile --profile harbour.json --validation 20%');

  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout.split('\n')).toEqual([
    'bucket       asked  wanted  got   share  available',
    '───────────  ─────  ──────  ───  ──────  ─────────',
    'code             2      18   15  50.00%         15',
    'creative         1       9   12  40.00%         14',
    'factual        10%       3    3  10.00%         10',
    'all buckets             30   30                 39',
    '',
    'source  bucket       rows  cap  available  got',
    '──────  ───────────  ────  ───  ─────────  ───',
    'code    by category    21   15         15   15',
    'tales   creative       14              14   12',
    'facts   by category    10              10    3',
    '',
    'Not in this corpus:',
    String.raw`  gone\u001b[2J\nfar (up to 9, by category)`,
    '',
    '1 rows of these sources are tagged made_by_another; --drop made_by_another leaves them out.',
    '',
    'Mix         output/harbour.jsonl (24 rows, 3.5 kB)',
    'Validation  output/harbour.validation.jsonl (6 rows, 849 B)',
    'Manifest    output/harbour.manifest.json',
    '',
    'Next: npx llamaforge-verify corpus output/harbour.jsonl',
    '      checks it from the files alone.',
    '',
  ]);
});

test('balance shows every label before and after, and what holds the total', () => {
  const run = llamaforge('balance');

  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout.split('\n')).toEqual([
    'Category                 before      %  after      %      target  change',
    '───────────────────────  ──────  ─────  ─────  ─────  ──────────  ──────  ──────',
    'Instruction/General          60  37.74     60  40.00      40–45%    0.0%  within',
    'Multi-turn Dialog            20  12.58     19  12.67       8–10%   -5.0%  above',
    'Code/Debugging               21  13.21     19  12.67        7–8%   -9.5%  above',
    'Red-team/Safety              12   7.55     11   7.33    4.5–7.5%   -8.3%  within',
    'Analytical/Reasoning         12   7.55     11   7.33    4.5–7.5%   -8.3%  within',
    'Chain-of-thought Math         4   2.52      3   2.00  0.45–0.75%  -25.0%  above',
    'Creative Narrative           14   8.81     13   8.67  5.25–8.75%   -7.1%  within',
    'Factual Grounding            10   6.29      9   6.00        3–5%  -10.0%  above',
    'Tool-use/API                  6   3.77      5   3.33  1.88–3.13%  -16.7%  above',
    'Psychology & Emotional…       0   0.00      0   0.00',
    'Adversarial & Moral Di…       0   0.00      0   0.00',
    'All                         159           150                      -5.7%',
    '',
    'Instruction/General has 60 rows, and with a lowest share of 40% that allows 150 rows in all. Without that target (--shares "Instruction/General=none") it would be 159 rows, 9 more. 6 rows more of it would mend it.',
    '',
    'Balanced    output/balanced.jsonl (150 rows, 20.7 kB)',
    'Manifest    output/balanced.manifest.json',
    '',
    'Next: npx llamaforge-verify corpus output/balanced.jsonl',
    '      checks it from the files alone.',
    '',
  ]);
});

test('curriculum shows each phase, and names a file for each with --split', () => {
  const run = llamaforge('curriculum --split --validation 10%');

  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout.split('\n')).toEqual([
    'phase          rows  replayed  first row  begins at  entropy',
    '─────────────  ────  ────────  ─────────  ─────────  ───────',
    'high_entropy     34         0          0        0 B    4.799',
    'analytical       96         2         34     5.0 kB    4.654',
    'deterministic    25         5        130    18.1 kB    4.559',
    '',
    '159 rows, 7 of them once more on purpose. Entropy is in bits, over the outputs of a phase.',
    '',
    'Curriculum  output/curriculum.1-high_entropy.jsonl (34 rows, 5.0 kB)',
    'Curriculum  output/curriculum.2-analytical.jsonl (96 rows, 13.1 kB)',
    'Curriculum  output/curriculum.3-deterministic.jsonl (25 rows, 3.3 kB)',
    'Validation  output/curriculum.validation.jsonl (11 rows, 1.5 kB)',
    'Manifest    output/curriculum.manifest.json',
    '',
    'Next: npx llamaforge-verify corpus output/curriculum.jsonl',
    '      checks it from the files alone.',
    '',
  ]);
});

test.each([
  ['profile --profile harbour.json', 30],
  ['balance', 150],
  ['curriculum', 159],
])('%s --json prints one object on one line, --quiet nothing', (words, total) => {
  const output = join(folder, 'named', `${words.split(' ')[0] ?? ''}.jsonl`);

  const json = llamaforge(`${words} --output ${output} --json`);
  const quiet = llamaforge(`${words} --output ${output} --quiet`);

  expect(json).toMatchObject({ status: 0, stderr: '' });
  expect(json.stdout.trimEnd()).not.toContain('\n');
  expect(shown.parse(JSON.parse(json.stdout))).toEqual({
    command: words.split(' ')[0],
    total_examples: total,
    balance: shown.shape.balance.parse(manifestOf(output)['balance']),
    outputs: [{ role: 'corpus', path: output, rows: linesOf(output).length }],
    manifest: output.replace('.jsonl', '.manifest.json'),
  });
  expect(quiet).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('rows of a tag are left out with --drop, which may be repeated', () => {
  const tag = '--drop made_by_another';

  const kept = llamaforge('profile --profile rival.json --max-total 99 --output all.jsonl');
  const run = llamaforge(
    `profile --profile rival.json --max-total 99 ${tag} ${tag} --output a.jsonl`,
  );

  expect(kept.status).toBe(0);
  expect(linesOf('all.jsonl')).toContainEqual({
    instruction: 'Who made you?',
    output: 'I am ChatGPT.',
  });
  expect(run.stdout).toContain('\n1 rows tagged made_by_another are left out.\n');
  expect(linesOf('a.jsonl')).toEqual(
    linesOf('all.jsonl').filter(({ output }) => output !== 'I am ChatGPT.'),
  );
});

test('what one profile takes is left to it by others until it gives it back', () => {
  const first = 'profile --profile rival --recipe corpus.yaml --exclusive --output rival.jsonl';
  const second = 'profile --profile harbour.json --exclusive --output';

  llamaforge(first);
  const once = llamaforge(`${second} once.jsonl`);
  const twice = llamaforge(`${second} twice.jsonl`);
  const taken = llamaforge('profiles --recipe corpus.yaml --json');
  const table = llamaforge('profiles --recipe corpus.yaml');
  const back = llamaforge('profile --profile rival.json --release');
  const again = llamaforge('profile --profile rival.json --release --json');

  const prompts = linesOf('rival.jsonl').map(({ instruction }) => instruction);
  expect(prompts).toHaveLength(12);
  expect(linesOf('once.jsonl').filter(({ instruction }) => prompts.includes(instruction))).toEqual(
    [],
  );
  expect(once.stdout).toContain('\n12 rows are left to profiles that had taken them.\n');
  expect([twice.status, linesOf('twice.jsonl')]).toEqual([0, linesOf('once.jsonl')]);
  expect(JSON.parse(taken.stdout)).toMatchObject({
    command: 'profiles',
    profiles: [
      { name: 'lighthouse' },
      { name: 'rival', claims: [{ seed: 42, rows: 12 }] },
      {},
      {},
      {},
      {},
      {},
    ],
  });
  expect(table.stdout).toMatch(/\nrival +12 +all +12\n/u);
  expect(back.stdout).toBe('rival gave back 12 rows (seed 42).\n');
  expect(again.stdout).toBe('{"command":"profile","profile":"rival","released":[]}\n');
});

test('profiles lists a recipe’s first, with the sources that are there, and titles as plain text', () => {
  const run = llamaforge('profiles --recipe corpus.yaml');

  const lines = run.stdout.split('\n');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(lines.slice(0, 12).map((line) => line.replaceAll(/ +/gu, ' '))).toEqual([
    'profile rows sources there taken',
    '──────────────── ───────── ─────── ───── ─────',
    'lighthouse 5 4 3',
    'rival 12 all',
    'chatgpt_behavior 1,200,000 17 0',
    'claude_behavior 1,200,000 20 0',
    'code_debugging 800,000 19 0',
    'deepseek_search 16 0',
    'esoteric_studies 7 0',
    '',
    'lighthouse: A harbour office: code first, then tales',
    ' code 2, creative 1, factual 10%',
  ]);
  expect(lines).toContain(String.raw`rival: Code\u001b[2J alone`);
});

test('a recipe’s profiles, shares and phases hold where no flag says otherwise', () => {
  const run = (words: string): unknown =>
    JSON.parse(llamaforge(`${words} --recipe corpus.yaml --output recipe.jsonl --json`).stdout);

  const mixes = [
    run('profile --profile lighthouse'),
    run('profile --profile lighthouse --max-total 7'),
  ];
  const balanced = [run('balance'), run('balance --max-share 0.5 --bind both')];
  const ordered = [run('curriculum'), run('curriculum --phases all=code --replay 0')];

  expect(mixes).toMatchObject([{ total_examples: 5 }, { total_examples: 7 }]);
  expect(balanced).toMatchObject([
    { selection: { balancing: { max_share: '60%', bind: 'lower' } } },
    { selection: { balancing: { max_share: '50%', bind: 'both' } } },
  ]);
  expect(ordered).toMatchObject([
    { selection: { order: { phases: [{ name: 'explore' }, { name: 'settle' }] } } },
    { total_examples: 21, selection: { order: { replay: 0, phases: [{ name: 'all' }] } } },
  ]);
});

test('a list that is read only to its first line is no failure', () => {
  const run = spawnSync(
    'bash',
    ['-c', `set -o pipefail; node ${launcher} balance --output piped.jsonl | head -1`],
    { cwd: folder, encoding: 'utf8' },
  );

  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^Category +before .*\n$/u);
});

function llamaforge(words: string): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('node', [launcher, ...words.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Rows whose outputs differ in length, so that no two tests of a size pass by chance. */
function rows(category: string, count: number): string {
  return Array.from({ length: count }, (_, index) =>
    row(
      category,
      `Ask ${category} ${String(index)}`,
      `Answer ${String(index)} of ${String(count)}: ${category}`,
    ),
  ).join('');
}

function row(category: string, instruction: string, output: string): string {
  return `${JSON.stringify({ instruction, input: '', output, _category: category })}\n`;
}

function manifestOf(output: string): Record<string, unknown> {
  const text = readFileSync(output.replace('.jsonl', '.manifest.json'), 'utf8');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

function linesOf(path: string): z.infer<typeof rowSchema>[] {
  return readFileSync(join(folder, path.replace(folder, '')), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => rowSchema.parse(JSON.parse(line)));
}

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
