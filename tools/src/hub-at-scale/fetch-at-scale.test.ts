import { fetchSources, planFetch } from '@llamaforge/build';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startHubAtScale } from './start-hub-at-scale.ts';

test('a fetch of the hundredth part of the eight sets gets every row that its caps allow', async () => {
  const hub = await startHubAtScale({ scale: 0.01 });
  onTestFinished(() => hub.close());
  const plan = planFetch({
    workingFolder: temporaryFolder(),
    toolVersion: '0.1.0',
    endpoint: hub.endpoint,
  });

  const { sources, failed } = await fetchSources(plan, {
    fetch,
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => new Date('2026-01-01T00:00:00Z'),
  });

  expect(failed).toEqual([]);
  expect(sources.map(({ name, rows }) => [name, rows.written, rows.rejected])).toEqual([
    ['code_alpaca_20k', 200, {}],
    ['gsm8k_reasoning', 75, {}],
    ['hh_rlhf', 1607, {}],
    ['math_instruct', 2620, {}],
    ['squad_v2', 868, { unanswerable: 435 }],
    ['trivia_qa', 1384, {}],
    ['ultrachat', 14_680, {}],
    ['writing_prompts', 2726, {}],
  ]);
});
