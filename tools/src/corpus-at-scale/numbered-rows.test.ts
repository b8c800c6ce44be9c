import { categories, digestOf, type Category } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { dataSetsAtScale } from './data-sets.ts';
import { numberedRows } from './numbered-rows.ts';

test('the data sets have the rows of the original corpus and of the expansion', () => {
  const rowsByCategory = new Map<Category, number>();
  for (const { rows } of dataSetsAtScale) {
    for (const category of categories) {
      rowsByCategory.set(category, (rowsByCategory.get(category) ?? 0) + (rows[category] ?? 0));
    }
  }

  expect(Object.fromEntries([...rowsByCategory].filter(([, rows]) => rows > 0))).toEqual({
    instruction: 2_279_839,
    multiturn_dialog: 350_000,
    code_debugging: 300_740,
    red_team: 268_804,
    reasoning_trace: 207_473,
    analytical: 48_483,
    cot_math: 18_244,
    creative_narrative: 320_432,
    factual_grounding: 174_037,
    tool_api: 106_648,
  });
});

test('no two rows are the same but those that a data set repeats', () => {
  const share = 0.0005;
  const digests = dataSetsAtScale.map(({ path }) =>
    [...numberedRows(path, share)].map((row) => digestOf(row)),
  );
  const own = dataSetsAtScale.reduce(
    (sum, { rows }) =>
      sum + Object.values(rows).reduce((count, value) => count + Math.round(value * share), 0),
    0,
  );
  const repeated = dataSetsAtScale.reduce(
    (sum, { repeats }) => sum + Math.round((repeats?.rows ?? 0) * share),
    0,
  );

  expect(new Set(digests.flat()).size).toBe(own);
  expect(digests.flat().length).toBe(own + repeated);
});

test('rows of the expansion have the source that a fetch gives them', () => {
  const paths = [
    'expansion/factual_grounding/squad_v2',
    'expansion/reasoning_traces/gsm8k_reasoning',
    'mbpp',
  ];

  const sources = paths.map((path) => {
    const [row] = numberedRows(path, 0.01);
    return row?._source;
  });

  expect(sources).toEqual(['squad_v2', 'gsm8k', undefined]);
});
