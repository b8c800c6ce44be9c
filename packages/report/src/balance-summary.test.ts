import { expect, test } from 'vitest';
import { renderBalanceTable, type BalancedFigures } from './balance-summary.ts';
import { displayWidth } from './display-width.ts';

const figures: BalancedFigures = {
  labels: [
    label('Instruction/General', { before: 60, after: 45, lowest: '40%', highest: '45%' }),
    label('Tool-use/API', { before: 20, after: 20, lowest: '1.875%', highest: '3.125%' }),
    label('Factual Grounding', { before: 0, after: 0, lowest: '3%', highest: '5%' }),
    label('Adversarial & Moral Dilemmas', { before: 40, after: 35 }),
  ],
  verdicts: new Map([
    ['Instruction/General', 'within'],
    ['Tool-use/API', 'above'],
    ['Factual Grounding', null],
  ]),
};

test('shows each label before and after, its target, its change and the verdict', () => {
  expect(renderBalanceTable(figures, 100).split('\n')).toEqual([
    'Category                      before      %  after      %      target  change',
    '────────────────────────────  ──────  ─────  ─────  ─────  ──────────  ──────  ──────',
    'Instruction/General               60  50.00     45  45.00      40–45%  -25.0%  within',
    'Tool-use/API                      20  16.67     20  20.00  1.88–3.13%    0.0%  above',
    'Factual Grounding                  0   0.00      0   0.00        3–5%',
    'Adversarial & Moral Dilemmas      40  33.33     35  35.00              -12.5%',
    'All                              120           100                     -16.7%',
  ]);
});

test('a label that has grown shows it by its sign', () => {
  const grown = { labels: [label('Code', { before: 8, after: 9 })], verdicts: new Map() };

  expect(renderBalanceTable(grown)).toContain('+12.5%');
});

test('a corpus without rows has no shares', () => {
  const empty = { labels: [label('Code', { before: 0, after: 0 })], verdicts: new Map() };

  expect(renderBalanceTable(empty).split('\n').slice(2)).toEqual([
    'Code           0         0',
    'All            0         0',
  ]);
});

test('labels give way at their end in 80 columns, and figures of millions stand whole', () => {
  const [before, after] = [99_999_999, 88_888_888];
  const large = {
    labels: [
      label('Psychology & Emotional Introspection', {
        before,
        after,
        lowest: '10.125%',
        highest: '20.375%',
      }),
    ],
    verdicts: new Map([['Psychology & Emotional Introspection', 'within']]),
  };

  const lines = renderBalanceTable(large).split('\n');

  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
  expect(lines[2]).toBe(
    'Psycholog…  99,999,999  100.00  88,888,888  100.00  10.13–20.38%  -11.1%  within',
  );
});

test('a hostile label stays on its line and gives the terminal no orders', () => {
  const hostile = {
    labels: [label('a\n\u001b[2Jb', { before: 1, after: 1 })],
    verdicts: new Map(),
  };

  const lines = renderBalanceTable(hostile).split('\n');

  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^a\\n\\u001b\[2Jb +1 +100\.00 /u);
});

function label(
  name: string,
  given: Partial<BalancedFigures['labels'][number]>,
): BalancedFigures['labels'][number] {
  return { label: name, before: 0, after: 0, lowest: null, highest: null, ...given };
}
