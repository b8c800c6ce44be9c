import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { line, writeCorpus } from './made-corpus.testing.ts';

// These run the built command (`npx nx build verify`) as users do.
const launcher = fileURLToPath(new URL('../bin/llamaforge-verify.js', import.meta.url));

test('ends with 0 whatever differs, and with 1 where a manifest cannot be read', () => {
  const [before, after] = [writeCorpus(), writeCorpus([line.first])].map((folder) =>
    join(folder, 'corpus.jsonl'),
  );

  const compared = run(['compare', before ?? '', after ?? '']);
  const unread = run(['compare', before ?? '', 'none.json']);

  expect([compared.status, unread.status]).toEqual([0, 1]);
  expect(compared.stdout).toContain('\n        1 row, 3 fewer than before; 1 source is gone\n');
  expect(compared.stdout).toContain('\nbeta/x       2      0      -2          gone\n');
  expect(unread.stderr).toBe(
    'none.json is missing. Name the manifest that a merge, mix, balance or curriculum wrote, or its corpus.\n',
  );
});

test('compares with what the merge wrote where one manifest is named', () => {
  const folder = writeCorpus();
  const datasets = join(folder, 'examples/datasets');
  mkdirSync(datasets, { recursive: true });
  copyFileSync(join(folder, 'corpus.manifest.json'), join(datasets, 'merged_corpus_manifest.json'));

  const { status, stdout } = run(['compare', 'corpus.jsonl', '--quiet'], folder);

  expect({ status, stdout }).toEqual({ status: 0, stdout: '4 rows, as many as before\n' });
});

function run(words: readonly string[], folder?: string) {
  return spawnSync(process.execPath, [launcher, ...words], { cwd: folder, encoding: 'utf8' });
}
