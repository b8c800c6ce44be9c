import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { buildProfile } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { listProfiles } from './list-profiles.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { planProfile } from './plan-profile.ts';

const recipe = JSON.stringify({
  profiles: [
    {
      name: 'mine',
      title: 'My own',
      weights: { instruction: 1 },
      sources: [{ name: 'absent' }, { name: 'a' }, { name: 'far/*' }],
    },
    { name: 'all', title: 'All rows', weights: { instruction: 1 } },
  ],
});

test('lists a recipe’s profiles before the catalog’s, with the sources that are there and what was taken', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl': inventedRows('instruction', 5),
    // Holds nothing of its own, so no row has its name.
    'data/far/b.jsonl': inventedRows('instruction', 2),
    'corpus.json': recipe,
  });
  const request = { ...(await mergedCorpus(folder)), recipe: 'corpus.json' };
  const asked = { profile: 'mine', exclusive: true, maxTotal: 3 };
  await buildProfile(planProfile({ ...request, ...asked, seed: 1 }), {});
  await buildProfile(planProfile({ ...request, ...asked, seed: 2 }), {});

  const listed = listProfiles(request);

  expect(listed.map(({ profile }) => profile.name)).toEqual([
    'mine',
    'all',
    'chatgpt_behavior',
    'claude_behavior',
    'code_debugging',
    'deepseek_search',
    'esoteric_studies',
  ]);
  expect(listed.slice(0, 3).map(({ sourcesThere, claims }) => ({ sourcesThere, claims }))).toEqual([
    {
      sourcesThere: ['a', 'far/*'],
      claims: [
        { seed: 1, rows: 3 },
        { seed: 2, rows: 3 },
      ],
    },
    { sourcesThere: undefined, claims: [] },
    { sourcesThere: [], claims: [] },
  ]);
});

test('where there is no corpus, it does not say which sources are there', () => {
  const folder = temporaryFolder({ 'corpus.json': recipe });
  const request = { workingFolder: folder, toolVersion: '0.1.0', recipe: 'corpus.json' };

  const listed = listProfiles(request);

  expect(listed[0]).toMatchObject({ sourcesThere: undefined, claims: [] });
});
