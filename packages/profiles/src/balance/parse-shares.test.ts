import { ConfigurationError, usualShares } from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { parseShares } from './parse-shares.ts';
import { shareLabels } from './share-targets.ts';

test.each([
  ['a text', 'code=20-30%, cot_math=1%, Tool-use/API=none'],
  ['an object', { code: '20-30%', cot_math: '1%', tool_use: null }],
  [
    'an object with words',
    { coding: ' 20% to 30% ', 'Chain-of-Thought Math': '1 %', tool: 'none' },
  ],
  ['a text with empty parts', ' code = 20.0–30.00% ,,math=1.0%, tool_api=none,'],
])('reads %s over the usual shares', (_, given) => {
  const { 'Tool-use/API': dropped, ...others } = usualShares;

  expect([dropped, parseShares(given, '--shares')]).toEqual([
    [0.018_75, 0.031_25],
    { ...others, 'Code/Debugging': [0.2, 0.3], 'Chain-of-thought Math': [0.0075, 0.0125] },
  ]);
});

test('drops all usual shares first where a text begins with none', () => {
  expect([parseShares('none', '--shares'), parseShares('none, moral = 3-4%', '--shares')]).toEqual([
    {},
    { 'Adversarial & Moral Dilemmas': [0.03, 0.04] },
  ]);
});

test.each(shareLabels)('knows %s by its name as tables show it, in any case', (label) => {
  const range = [0.01, 0.02];

  expect([
    parseShares(`none, ${label}=1-2%`, '--shares'),
    parseShares(`none, ${label.toUpperCase()}=1-2%`, '--shares'),
  ]).toEqual([{ [label]: range }, { [label]: range }]);
});

test.each([
  ['0%', [0, 0]],
  ['1.1%', [0.008_25, 0.013_75]],
  ['0.000000001%', [7.5e-12, 1.25e-11]],
  ['29%', [0.2175, 0.3625]],
  ['90%', [0.675, 1]],
  ['100%', [0.75, 1]],
  ['0-100%', [0, 1]],
  ['5-5%', [0.05, 0.05]],
])('reads %s without rounding', (share, range) => {
  expect(parseShares(`none, code=${share}`, '--shares')).toEqual({ 'Code/Debugging': range });
});

test('names every problem', () => {
  const given =
    'cde=1%, code=20, math=30-20%, dialog=101%, creative=20-120%, 5%, none, safety=, reasoning=1%, analytical=x, harbour=3-4, qa=3-4';

  expect(() => parseShares(given, '--shares')).toThrow(
    new ConfigurationError('Problems in --shares', [
      '5%: write it as label=share, as in code=20-30%',
      'none: alone it drops all targets, and stands first',
      'cde: no label, category or alias; did you mean code?',
      'code: 20 is no share; write 20%',
      'math: 30-20% begins above its end; swap the two',
      'dialog: 101% is more than 100%',
      'creative: 20-120% is more than 100%',
      'safety: is empty; write a range as 20-30%, a figure as 1%, or none',
      'analytical: Analytical/Reasoning is named before, as reasoning',
      'analytical: x is no share; write a range as 20-30%, a figure as 1%, or none',
      `harbour: no label, category or alias; labels are ${shareLabels.join(', ')}`,
      'qa: 3-4 is no share; write 3-4%',
    ]),
  );
});

test.each([
  ['', 'is empty; write it as code=20-30%, cot_math=1%'],
  [['code=1%'], 'must be a text as code=20-30%, or an object as { "code": "20-30%" }'],
  [null, 'must be a text as code=20-30%, or an object as { "code": "20-30%" }'],
  [{ code: 0.2 }, 'code: a number may be a share or a percentage; write "20%"'],
  [{ code: 20 }, 'code: a number may be a share or a percentage; write "20%"'],
  [{ code: [] }, 'code: write a range as 20-30%, a figure as 1%, or none'],
  [{ code: '-5%' }, 'code: -5% is no share; write a range as 20-30%, a figure as 1%, or none'],
])('says what is wrong with %j', (given, problem) => {
  expect(() => parseShares(given, 'mix.yaml: shares')).toThrow(
    new ConfigurationError('Problems in mix.yaml: shares', [problem]),
  );
});
