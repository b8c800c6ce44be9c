import { findLedgerProblems } from '@llamaforge/manifest';
import { outputEntropy } from '@llamaforge/profiles';
import { ConfigurationError, CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { orderCurriculum } from './order-curriculum.ts';
import { planCurriculumOrder, type CurriculumOrderRequest } from './plan-curriculum-order.ts';
import { writtenRows } from './written-rows.testing.ts';

const files = {
  'data/a.jsonl':
    inventedRows('cot_math', 40) +
    inventedRows('code_debugging', 60) +
    inventedRows('creative_narrative', 50),
};

test('without blend and replay the phases follow one another, each from high entropy to low', async () => {
  const folder = temporaryFolder(files);

  const { manifest, notes } = await order(folder, { blend: 0, replay: 0 });

  const rows = writtenRows(join(folder, 'mixes/mix.jsonl'));
  const categories = rows.map(({ _category }) => _category);
  expect(categories).toEqual([
    ...Array.from({ length: 50 }, () => 'creative_narrative'),
    ...Array.from({ length: 60 }, () => 'code_debugging'),
    ...Array.from({ length: 40 }, () => 'cot_math'),
  ]);
  for (const [from, to] of [
    [0, 50],
    [50, 110],
    [110, 150],
  ]) {
    const entropies = rows.slice(from, to).map(({ output }) => entropyOf(output));
    expect(entropies).toEqual(entropies.toSorted((one, other) => other - one));
  }
  expect([...readLines(folder, 'mixes/mix.jsonl')].sort()).toEqual(
    [...readLines(folder, 'corpus.jsonl')].sort(),
  );
  expect(manifest.selection?.repeated).toBe(0);
  expect(notes).toEqual([]);
});

test('the manifest tells of each phase where it begins, its rows and their entropy, as the file has it', async () => {
  const folder = temporaryFolder(files);

  const { manifest } = await order(folder, { blend: 0.1, replay: 0.2, validation: '10%' });

  const { order: described, repeated } = manifest.selection ?? {};
  const lines = readLines(folder, 'mixes/mix.jsonl');
  expect(described?.phases.map(({ name, categories }) => [name, categories[0]])).toEqual([
    ['high_entropy', 'creative_narrative'],
    ['analytical', 'reasoning_trace'],
    ['deterministic', 'factual_grounding'],
  ]);
  expect(described?.phases.map(({ name: _, categories: __, ...figures }) => figures)).toEqual(
    figuresOf(lines, described?.phases.map(({ rows }) => rows) ?? []),
  );
  expect(repeated).toBe(lines.length - new Set(lines).size);
  expect(repeated).toBeGreaterThan(0);
  expect(described?.phases[0]?.replayed).toBe(0);
  expect(findLedgerProblems(manifest)).toEqual([]);
});

test('the same bytes each time, whatever the order of the corpus', async () => {
  const folder = temporaryFolder(files);
  await order(folder, {});
  const first = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');
  const turned = readLines(folder, 'corpus.jsonl').reverse();
  writeFileSync(join(folder, 'turned.jsonl'), `${turned.join('\n')}\n`);

  await order(folder, {});
  const second = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');
  await select(folder, { input: 'turned.jsonl' });
  const ofTurned = readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8');

  expect([second, ofTurned]).toEqual([first, first]);
});

test('split into one file a phase, the files together are the whole', async () => {
  const folder = temporaryFolder(files);
  const { manifest: whole } = await order(folder, { output: 'whole.jsonl' });

  const { manifest } = await order(folder, { output: 'split.jsonl', split: true });

  const names = ['1-high_entropy', '2-analytical', '3-deterministic'];
  const parts = names.map((name) => readFileSync(join(folder, `split.${name}.jsonl`), 'utf8'));
  expect(parts.join('')).toBe(readFileSync(join(folder, 'whole.jsonl'), 'utf8'));
  expect(parts.map((part) => part.trimEnd().split('\n').length)).toEqual(
    whole.selection?.order?.phases.map(({ rows }) => rows),
  );
  expect(manifest.outputs.map(({ path, role }) => [path, role])).toEqual(
    names.map((name) => [`split.${name}.jsonl`, 'corpus']),
  );
  expect(manifest.selection).toEqual(whole.selection);
  expect(existsSync(join(folder, 'split.jsonl'))).toBe(false);
  expect(findLedgerProblems(manifest)).toEqual([]);
});

test('rows of categories that no phase names are left out, and that is said', async () => {
  const folder = temporaryFolder(files);

  const { manifest, notes } = await order(folder, {
    phases: 'tales=creative; sums=math',
    blend: 0,
  });

  expect(notes).toEqual(['60 rows are of categories that no phase names, and are left out.']);
  expect(manifest.ledger.rejected).toEqual({ not_selected: 60 });
  expect(manifest.categories).toEqual({ cot_math: 40, creative_narrative: 50 });
  expect(manifest.selection?.order?.phases.map(({ name }) => name)).toEqual(['tales', 'sums']);
});

test('phases that no row is of are refused, and nothing is written', async () => {
  const folder = temporaryFolder(files);

  const ordered = order(folder, { phases: 'talks=dialogue' });

  await expect(ordered).rejects.toThrow(
    new CorpusError(
      `${join(folder, 'corpus.jsonl')} has no row of a category that a phase names, so nothing is written. Name others with --phases.`,
    ),
  );
  expect(existsSync(join(folder, 'mixes/mix.jsonl'))).toBe(false);
});

test('a phase without rows has none of its own and none again', async () => {
  const folder = temporaryFolder(files);

  const { manifest } = await order(folder, {
    phases: 'tales=creative; talks=dialogue; sums=math',
    replay: 0.5,
    split: true,
  });

  expect(manifest.selection?.order?.phases[1]).toMatchObject({
    name: 'talks',
    rows: 0,
    replayed: 0,
    mean_entropy: 0,
  });
  expect(readFileSync(join(folder, 'mixes/mix.2-talks.jsonl'), 'utf8')).toBe('');
});

test('phases come from the recipe, and from the flag before it', () => {
  const folder = temporaryFolder({
    'corpus.yaml': 'phases: [{ name: sums, categories: [math] }]',
  });
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'corpus.yaml' };

  const ofRecipe = planCurriculumOrder(request);
  const ofFlag = planCurriculumOrder({ ...request, phases: 'tales=creative' });
  const bare = planCurriculumOrder({ ...request, recipe: undefined });

  expect(ofRecipe.phases).toEqual([{ name: 'sums', categories: ['cot_math'] }]);
  expect(ofFlag.phases).toEqual([{ name: 'tales', categories: ['creative_narrative'] }]);
  expect(bare.phases.map(({ name }) => name)).toEqual([
    'high_entropy',
    'analytical',
    'deterministic',
  ]);
  expect([bare.blend, bare.replay, bare.split]).toEqual([0.1, 0.05, false]);
});

test('a blend or replay out of range is refused', async () => {
  const folder = temporaryFolder(files);

  const ordered = order(folder, { blend: 0.6, replay: -1 });

  await expect(ordered).rejects.toThrow(
    new ConfigurationError('Problems in the curriculum', [
      'blend: 0.6 is not from 0 to 0.5; a usual one is 0.1',
      'replay: -1 is not from 0 to 1; a usual one is 0.05',
    ]),
  );
});

async function order(
  folder: string,
  more: Partial<CurriculumOrderRequest>,
): Promise<SelectionResult> {
  await mergedCorpus(folder);
  return await select(folder, more);
}

async function select(
  folder: string,
  more: Partial<CurriculumOrderRequest>,
): Promise<SelectionResult> {
  const paths = { input: 'corpus.jsonl', output: 'mixes/mix.jsonl' };
  const request = { workingFolder: folder, toolVersion: '0.1.0', ...paths, ...more };
  return await orderCurriculum(planCurriculumOrder(request), {});
}

function readLines(folder: string, name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
}

/** What a manifest says of parts of so many lines, counted from the lines. */
function figuresOf(lines: readonly string[], sizes: readonly number[]): unknown[] {
  let firstRow = 0;
  return sizes.map((rows) => {
    const before = lines.slice(0, firstRow);
    const part = lines.slice(firstRow, firstRow + rows);
    const entropies = part.map((line) => {
      const output = /"output":"(?<text>.*)","_category"/u.exec(line)?.groups?.['text'] ?? '';
      const bytes = Buffer.from(output);
      return outputEntropy(bytes, 0, bytes.length);
    });
    const figures = {
      rows,
      replayed: part.filter((line, place) => lines.indexOf(line) < firstRow + place).length,
      first_row: firstRow,
      first_byte: Buffer.byteLength(before.map((line) => `${line}\n`).join('')),
      mean_entropy: Number((entropies.reduce((sum, one) => sum + one, 0) / rows).toFixed(3)),
    };
    firstRow += rows;
    return figures;
  });
}

function entropyOf(output: string): number {
  const bytes = Buffer.from(JSON.stringify(output).slice(1, -1));
  return Math.fround(outputEntropy(bytes, 0, bytes.length));
}
