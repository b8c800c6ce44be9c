import { ConfigurationError, FileAccessError, UsageError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProfilePlan } from './build-profile.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';

const profile = { name: 'mine', title: 'My own', weights: { code: 1 } };
const recipe = `profiles:
  - name: mine
    title: Of the recipe
    max_total: 70
    weights: { creative: 2, factual: '30%' }
    drop: [made_by_another]
  - name: claude_behavior
    title: In place of the catalog's
    weights: { code: 1 }
`;

test('a profile is found in a file, in a recipe, and by its name in the catalog', () => {
  const folder = temporaryFolder({
    'own/mine.json': JSON.stringify(profile),
    'own/mine.yaml': 'name: mine\ntitle: My own\nweights: { code: 1 }\n',
    'corpus.yaml': recipe,
  });

  const fromJson = plan(folder, { profile: 'own/mine.json' });
  const fromYaml = plan(folder, { profile: 'own/mine.yaml' });
  const fromRecipe = plan(folder, { profile: 'mine', recipe: 'corpus.yaml' });
  const fromCatalog = plan(folder, { profile: 'code_debugging' });

  expect(fromJson.profile).toEqual(profile);
  expect(fromYaml.profile).toEqual(profile);
  expect(fromRecipe.profile.weights).toEqual({ creative: 2, factual: '30%' });
  expect(fromCatalog.profile.title).not.toBe('');
  expect([fromCatalog.profile.name, fromCatalog.maxTotal]).toEqual(['code_debugging', 800_000]);
});

test('a recipe’s profile goes before the catalog’s of that name', () => {
  const folder = temporaryFolder({ 'corpus.yaml': recipe });

  const { profile: found } = plan(folder, { profile: 'claude_behavior', recipe: 'corpus.yaml' });

  expect(found.title).toBe('In place of the catalog\u0027s');
});

test('flags go before the profile, and what neither says has a default', () => {
  const folder = temporaryFolder({ 'p.json': JSON.stringify(profile), 'corpus.yaml': recipe });

  const bare = plan(folder, { profile: 'p.json' });
  const ofRecipe = plan(folder, { profile: 'mine', recipe: 'corpus.yaml' });
  const ofFlags = plan(folder, { profile: 'mine', recipe: 'corpus.yaml', maxTotal: 5, seed: 7 });

  expect([bare.maxTotal, ofRecipe.maxTotal, ofFlags.maxTotal]).toEqual([1_000_000, 70, 5]);
  expect([bare.seed, ofFlags.seed]).toEqual([42, 7]);
  expect(bare.paths).toEqual({
    corpus: join(folder, 'examples/datasets/merged_global_corpus.jsonl'),
    corpusManifest: join(folder, 'examples/datasets/merged_corpus_manifest.json'),
    isManifestNamed: false,
    database: join(folder, 'output/hashes.sqlite'),
    output: join(folder, 'output/mine.jsonl'),
    validation: join(folder, 'output/mine.validation.jsonl'),
    manifest: join(folder, 'output/mine.manifest.json'),
    stateFolder: join(folder, 'output'),
  });
});

test.each([0, -3, 1.5, NaN])('a total of %d rows is refused', (maxTotal) => {
  const folder = temporaryFolder({ 'p.json': JSON.stringify(profile) });

  const planning = (): ProfilePlan => plan(folder, { profile: 'p.json', maxTotal });

  expect(planning).toThrow(
    new UsageError(`--max-total must be a whole number, 1 or more; ${String(maxTotal)} is not`),
  );
});

test('tags to drop add to the profile’s', () => {
  const folder = temporaryFolder({ 'p.json': JSON.stringify(profile), 'corpus.yaml': recipe });

  const kept = plan(folder, { profile: 'p.json' });
  const dropped = plan(folder, { profile: 'p.json', drop: ['made_by_another'] });
  const both = plan(folder, {
    profile: 'mine',
    recipe: 'corpus.yaml',
    drop: ['made_by_another'],
  });

  expect([kept, dropped, both].map((one) => one.profile.drop)).toEqual([
    undefined,
    ['made_by_another'],
    ['made_by_another'],
  ]);
});

const noProfile = 'no profile and no .json file';
test.each([
  [
    { profile: 'claude_behaviour' },
    '--profile',
    [`claude_behaviour: ${noProfile}; did you mean claude_behavior?`],
  ],
  [
    { profile: 'zzz', recipe: 'empty.yaml' },
    '--profile',
    [
      `zzz: ${noProfile}; profiles are chatgpt_behavior, claude_behavior, code_debugging, deepseek_search, esoteric_studies`,
    ],
  ],
  [
    { profile: 'p.json', drop: ['made_by_anothr', 'zzz'] },
    'Tags to drop',
    [
      'made_by_anothr: no tag; did you mean made_by_another?',
      'zzz: no tag; there is made_by_another',
    ],
  ],
])(
  'a name that is not known is refused with the nearest, or all: %j',
  (request, what, problems) => {
    const folder = temporaryFolder({ 'p.json': JSON.stringify(profile), 'empty.yaml': '{}' });

    const planning = (): ProfilePlan => plan(folder, request);

    expect(planning).toThrow(new ConfigurationError(what, problems));
  },
);

test('a profile’s problems are all named, with their paths', () => {
  const bad = { name: 'mine', weights: { code: '3', codes: 1 }, source: [], drop: 'x' };
  const folder = temporaryFolder({ 'p.json': JSON.stringify(bad) });

  const planning = (): ProfilePlan => plan(folder, { profile: 'p.json' });

  expect(planning).toThrow(ConfigurationError);
  for (const path of ['title', 'weights.code', 'weights.codes', 'source', 'drop']) {
    expect(planning).toThrow(new RegExp(`^  ${path}: `, 'mu'));
  }
});

test('a profile file that is not there, or no JSON, is named', () => {
  const folder = temporaryFolder({ 'broken.json': '{"name": "x' });

  const missing = (): ProfilePlan => plan(folder, { profile: 'none.json' });
  const broken = (): ProfilePlan => plan(folder, { profile: 'broken.json' });

  expect(missing).toThrow(FileAccessError);
  expect(missing).toThrow(join(folder, 'none.json'));
  expect(broken).toThrow(ConfigurationError);
  expect(broken).toThrow(join(folder, 'broken.json'));
});

test('a manifest that is named and not there is refused', () => {
  const folder = temporaryFolder({ 'p.json': JSON.stringify(profile) });

  const planning = (): ProfilePlan => plan(folder, { profile: 'p.json', manifest: 'none.json' });

  const path = join(folder, 'none.json');
  expect(planning).toThrow(
    new FileAccessError(
      `There is no manifest at ${path}. Name the corpus's own with --manifest, or leave that out.`,
      { path, code: 'ENOENT' },
    ),
  );
});

test.each(['1', '0%', '100%', '-1%', '0.5', 'x%', '1 %%'])(
  'a validation share of %s is refused',
  (validation) => {
    const folder = temporaryFolder({ 'p.json': JSON.stringify(profile) });

    const planning = (): ProfilePlan => plan(folder, { profile: 'p.json', validation });

    expect(planning).toThrow(
      new UsageError(
        `--validation takes a share between 0% and 100%, as in 1%; "${validation}" is none`,
      ),
    );
  },
);

function plan(
  folder: string,
  request: Omit<ProfileRequest, 'workingFolder' | 'toolVersion'>,
): ProfilePlan {
  return planProfile({ workingFolder: folder, toolVersion: '0.1.0', ...request });
}
