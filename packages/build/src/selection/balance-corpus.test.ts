import { findLedgerProblems } from '@llamaforge/manifest';
import { CorpusError, ConfigurationError, type Category } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { balanceCorpus } from './balance-corpus.ts';
import type { SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { planBalance, type BalancePlanRequest } from './plan-balance.ts';
import { writtenRows } from './written-rows.testing.ts';

const rowsByCategory = { instruction: 100, code_debugging: 30, creative_narrative: 20 } as const;

test('no label has more than the most it may have, and no row more goes than must', async () => {
  const folder = corpusFolder(rowsByCategory);

  const { manifest, notes } = await balance(folder, { shares: 'none' });

  // 50 rows are to be 55 % or more: of 90 the 45 % that instructions may have are 40.
  expect(manifest.categories).toEqual({
    instruction: 40,
    code_debugging: 30,
    creative_narrative: 20,
  });
  expect(countCategories(folder)).toEqual(manifest.categories);
  expect(manifest.ledger).toEqual({
    read: 150,
    kept: 90,
    duplicates: 0,
    rejected: { not_selected: 60 },
    blank: 0,
  });
  expect(findLedgerProblems(manifest)).toEqual([]);
  expect(notes).toEqual([]);
});

test('the manifest has before and after, what each label was bound by, and what holds the total', async () => {
  const folder = corpusFolder(rowsByCategory);

  const { manifest } = await balance(folder, { shares: 'none, creative=30-35%' });

  const { balancing } = manifest.selection ?? {};
  expect(balancing?.labels.filter(({ before, lowest }) => before > 0 || lowest !== null)).toEqual([
    { label: 'Instruction/General', before: 100, after: 23, lowest: null, highest: null },
    { label: 'Code/Debugging', before: 30, after: 23, lowest: null, highest: null },
    { label: 'Creative Narrative', before: 20, after: 20, lowest: '30%', highest: '35%' },
  ]);
  expect([balancing?.max_share, balancing?.bind]).toEqual(['45%', 'lower']);
  expect(balancing?.limits).toEqual([
    expect.stringMatching(/^Creative Narrative has 20 rows, .* allows 66 rows in all\./u),
  ]);
  expect(
    manifest.balance
      .filter(({ rows }) => rows > 0)
      .map(({ label, target, verdict }) => [label, target, verdict]),
  ).toEqual([
    ['Instruction/General', null, null],
    ['Code/Debugging', null, null],
    ['Creative Narrative', '30.00% to 35.00%', 'within'],
  ]);
});

test('rows are shuffled, the same bytes each time, whatever their order in the corpus', async () => {
  const folder = corpusFolder(rowsByCategory);
  await balance(folder, { shares: 'none' });
  const first = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');
  const lines = readFileSync(join(folder, 'corpus.jsonl'), 'utf8').trimEnd().split('\n');
  writeFileSync(join(folder, 'turned.jsonl'), `${lines.toReversed().join('\n')}\n`);

  await balance(folder, { shares: 'none' });
  const second = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');
  await select(folder, { shares: 'none', input: 'turned.jsonl' });
  const ofTurned = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');

  const inCorpusOrder = lines.filter((line) => first.includes(line));
  expect([second, ofTurned]).toEqual([first, first]);
  expect(first.trimEnd().split('\n')).not.toEqual(inCorpusOrder);
});

test('shares come from the recipe, and from the flag before it', () => {
  const folder = corpusFolder(rowsByCategory);
  const recipe = 'shares: { max_share: 0.5, bind: both, code: 10-20%, creative: null }';
  writeFileSync(join(folder, 'corpus.yaml'), recipe);
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'corpus.yaml' };

  const ofRecipe = planBalance(request);
  const ofFlags = planBalance({ ...request, shares: 'none', maxShare: 0.6, bind: 'lower' });
  const bare = planBalance({ ...request, recipe: undefined });

  expect([ofRecipe.maxShare, ofRecipe.bind]).toEqual([0.5, 'both']);
  expect(ofRecipe.targets['Code/Debugging']).toEqual([0.1, 0.2]);
  expect(ofRecipe.targets['Creative Narrative']).toBeUndefined();
  expect(ofRecipe.targets['Factual Grounding']).toEqual(bare.targets['Factual Grounding']);
  expect([ofFlags.maxShare, ofFlags.bind, ofFlags.targets]).toEqual([0.6, 'lower', {}]);
  expect([bare.maxShare, bare.bind]).toEqual([0.45, 'lower']);
});

test('upper ends bind where both are to', async () => {
  const shares = 'none, code=10-20%';
  const folder = corpusFolder({ instruction: 100, code_debugging: 100, creative_narrative: 100 });

  const { manifest: lower } = await balance(folder, { shares });
  const { manifest: both } = await balance(folder, { shares, bind: 'both' });

  const sharesOf = ({ categories, total_examples: total }: typeof lower): number =>
    (categories.code_debugging ?? 0) / total;
  expect(sharesOf(lower)).toBeGreaterThan(0.2);
  expect(sharesOf(both)).toBeLessThanOrEqual(0.2);
  expect(both.selection?.balancing?.bind).toBe('both');
});

test('where no rows can keep the shares, the reasons are named and nothing is written', async () => {
  const folder = corpusFolder({ instruction: 10, code_debugging: 5 });

  const balanced = balance(folder, { shares: 'none' });

  await expect(balanced).rejects.toThrow(CorpusError);
  await expect(balanced).rejects.toThrow(
    `No rows of ${join(folder, 'corpus.jsonl')} can keep these shares, so nothing is written:\n  `,
  );
  await expect(balanced).rejects.toThrow(/^ {2}.*45%/mu);
  expect(() => writtenRows(join(folder, 'mixes/mix.jsonl'))).toThrow('ENOENT');
});

test('shares that cannot be read are all named', () => {
  const request = { workingFolder: temporaryFolder(), toolVersion: '0.1.0' };

  const planning = (): unknown => planBalance({ ...request, shares: 'code=0.2, cod=1%' });

  expect(planning).toThrow(ConfigurationError);
  expect(planning).toThrow(/0\.2[\s\S]*cod/u);
});

function corpusFolder(rows: Partial<Record<Category, number>>): string {
  const categories = ['instruction', 'code_debugging', 'creative_narrative'] as const;
  const text = categories.map((category) => inventedRows(category, rows[category] ?? 0)).join('');
  return temporaryFolder({ 'data/a.jsonl': text });
}

/** Merges the folder's data and balances it. */
async function balance(
  folder: string,
  more: Partial<BalancePlanRequest>,
): Promise<SelectionResult> {
  await mergedCorpus(folder);
  return await select(folder, more);
}

async function select(folder: string, more: Partial<BalancePlanRequest>): Promise<SelectionResult> {
  const paths = { input: 'corpus.jsonl', output: 'mixes/mix.jsonl' };
  const request = { workingFolder: folder, toolVersion: '0.1.0', ...paths, ...more };
  return await balanceCorpus(planBalance(request), {});
}

function countCategories(folder: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { _category } of writtenRows(join(folder, 'mixes/mix.jsonl'))) {
    counts[_category] = (counts[_category] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort().reverse());
}
