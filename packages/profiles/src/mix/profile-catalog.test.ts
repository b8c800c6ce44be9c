import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOf } from '../folder-of.ts';
import { parseCard } from '../parse-card.ts';
import { matchSources } from './match-sources.ts';
import { parseProfile } from './parse-profile.ts';

const folder = new URL('../../catalog/profiles/', import.meta.url);
const cardFolder = new URL('../../catalog/sources/', import.meta.url);
const fileNames = readdirSync(folder).sort();
const profiles = fileNames.map((name) =>
  parseProfile(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name),
);

test('each profile stands in the file of its name and says where its schema is', () => {
  const named = profiles.map(({ name, $schema }) => [`${name}.json`, $schema]);

  expect(named).toEqual(fileNames.map((name) => [name, '../../profile.schema.json']));
});

test('the five profiles have these weights, in hundredths, and these sizes', () => {
  const shown = Object.fromEntries(
    profiles.map(({ name, weights, max_total: maxTotal }) => [
      name,
      [hundredths(weights), maxTotal],
    ]),
  );

  expect(shown).toEqual({
    chatgpt_behavior: [
      {
        instruction: 38,
        analytical: 20,
        red_team: 12,
        code: 10,
        tool_use: 9,
        creative: 7,
        factual: 3,
        cot_math: 1,
      },
      1_200_000,
    ],
    claude_behavior: [
      {
        instruction: 45,
        code: 22,
        red_team: 12,
        creative: 8,
        tool_use: 5,
        analytical: 5,
        factual: 2,
        cot_math: 1,
      },
      1_200_000,
    ],
    code_debugging: [
      {
        code: 60,
        instruction: 15,
        analytical: 12,
        tool_use: 5,
        red_team: 3,
        factual: 2,
        creative: 2,
        cot_math: 1,
      },
      800_000,
    ],
    deepseek_search: [
      {
        instruction: 28,
        tool_use: 25,
        analytical: 15,
        factual: 12,
        cot_math: 8,
        code: 5,
        red_team: 4,
        creative: 3,
      },
      undefined,
    ],
    esoteric_studies: [
      {
        instruction: 30,
        creative: 35,
        factual: 15,
        analytical: 10,
        red_team: 3,
        tool_use: 3,
        code: 2,
        cot_math: 2,
      },
      undefined,
    ],
  });
});

test('the weights of each profile sum to 1', () => {
  const sums = profiles.map(({ weights }) =>
    Object.values(hundredths(weights)).reduce((total, one) => total + one, 0),
  );

  expect(sums).toEqual([100, 100, 100, 100, 100]);
});

test('the five profiles take these sources, with bucket and cap in thousands', () => {
  const shown = Object.fromEntries(
    profiles.map(({ name, sources = [] }) => [
      name,
      sources.map((source) =>
        [
          source.name,
          source.bucket ?? [],
          source.cap === undefined ? [] : String(source.cap / 1_000),
        ]
          .flat()
          .join(' '),
      ),
    ]),
  );

  expect(shown).toEqual({
    chatgpt_behavior: [
      'hh_rlhf instruction 150',
      'ultrachat instruction 200',
      'math_instruct analytical 100',
      'writing_prompts creative 80',
      'squad_v2 factual 50',
      'code_alpaca_20k code',
      'open_orca 450',
      'alpaca_gpt4',
      'wizardlm_70k analytical',
      'wizardlm_evol analytical 60',
      'glaive_function_calling tool_use 80',
      'creative_writing',
      'red_team_safe',
      'code_alpaca_full',
      'code_feedback_50k',
      'python_code_18k',
      'external/chatgpt/*',
    ],
    claude_behavior: [
      'hh_rlhf instruction 150',
      'ultrachat instruction 200',
      'math_instruct analytical 100',
      'gsm8k cot_math',
      'writing_prompts creative 100',
      'squad_v2 factual 80',
      'trivia_qa factual',
      'code_alpaca_20k code',
      'claude_reasoning_ultimate_1.4M 800',
      'glaive_function_calling tool_use',
      'gsm8k_cot cot_math',
      'orca_math_cot cot_math',
      'creative_writing creative',
      'red_team_safe red_team',
      'code_alpaca_full code',
      'code_feedback_50k code',
      'python_code_18k code',
      'wizardlm_evol analytical 60',
      'ultimate_3M_intelligently_duplicated 700',
      'external/claude/*',
    ],
    code_debugging: [
      'code_alpaca_20k code',
      'math_instruct analytical 80',
      'ultrachat instruction 100',
      'code_alpaca_full code',
      'codefeedback code',
      'codefeedback_50k code',
      'code_generation code',
      'evol_codealpaca code',
      'python_code_18k code',
      'magicoder_evol_110k code',
      'magicoder_oss_75k code',
      'dolphin_coder code',
      'mbpp code',
      'code_feedback_50k analytical',
      'code_x_glue_defect analytical',
      'expanded_training_1.5M 400',
      'open_orca 120',
      'red_team_safe red_team 30',
      'external/code/*',
    ],
    deepseek_search: [
      'ultrachat instruction 150',
      'math_instruct analytical 100',
      'squad_v2 factual 100',
      'trivia_qa factual',
      'ultimate_3M_intelligently_duplicated 800',
      'open_orca 350',
      'glaive_function_calling tool_use 120',
      'gsm8k_cot',
      'orca_math_cot',
      'wizardlm_evol analytical 80',
      'wizardlm_70k analytical 80',
      'creative_writing',
      'red_team_safe',
      'code_feedback_50k',
      'code_alpaca_full',
      'external/deepseek/*',
    ],
    esoteric_studies: [
      'writing_prompts creative 200',
      'hh_rlhf instruction 100',
      'squad_v2 factual 100',
      'external/esoteric/*',
      'creative_writing creative',
      'red_team_safe red_team 10',
      'ultimate_3M_intelligently_duplicated 150',
    ],
  });
});

test('a fetched set is one source by its records’ source and by its file', () => {
  const cards = readdirSync(cardFolder).map((name) =>
    parseCard(JSON.parse(readFileSync(new URL(name, cardFolder), 'utf8')), name),
  );

  const places = profiles.map(({ name: profile, sources = [] }) => {
    const match = matchSources(sources);
    return cards
      .map((card) => ({
        card: card.name,
        profile,
        bySource: match(card.source ?? card.name),
        byFile: match(`expansion/${folderOf(card)}/${card.name}.jsonl`),
      }))
      .filter(({ bySource, byFile }) => bySource >= 0 || byFile >= 0);
  });

  expect(places.flat()).toContainEqual({
    card: 'gsm8k_reasoning',
    profile: 'claude_behavior',
    bySource: 3,
    byFile: 3,
  });
  expect(places.flat().filter(({ bySource, byFile }) => bySource !== byFile)).toEqual([]);
});

function hundredths(
  weights: Readonly<Record<string, number | string | undefined>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(weights).map(([bucket, weight]) => [bucket, Math.round(Number(weight) * 100)]),
  );
}
