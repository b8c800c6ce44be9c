import { expect, test } from 'vitest';
import { renderPhaseTable, type CurriculumFigures } from './curriculum-summary.ts';
import { displayWidth } from './display-width.ts';

test('shows each phase’s rows, those seen before, where it begins and its entropy', () => {
  const phases = [
    phase('explore', { rows: 1000, mean_entropy: 6.5 }),
    phase('settle', {
      rows: 2050,
      replayed: 50,
      first_row: 1000,
      first_byte: 1_234_567,
      mean_entropy: 4.5625,
    }),
    phase('empty', { first_row: 3050, first_byte: 4_000_000 }),
  ];

  expect(renderPhaseTable({ phases }).split('\n')).toEqual([
    'phase     rows  replayed  first row  begins at  entropy',
    '───────  ─────  ────────  ─────────  ─────────  ───────',
    'explore  1,000         0          0        0 B    6.500',
    'settle   2,050        50      1,000     1.2 MB    4.563',
    'empty        0         0      3,050     4.0 MB    0.000',
  ]);
});

test.each([60, 80])(
  'figures stand whole in %i columns, whatever a phase is called',
  (widthColumns) => {
    const most = 99_999_999;
    const long = phase('phase_'.repeat(60), {
      rows: most,
      replayed: most,
      first_row: most,
      first_byte: 999_900_000_000,
      mean_entropy: 7,
    });

    const lines = renderPhaseTable({ phases: [long] }, widthColumns).split('\n');

    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(widthColumns);
    expect(lines[2]).toMatch(
      /^ph?\S*…\S*_ {2}99,999,999 {2}99,999,999 {2}99,999,999 {3}999\.9 GB {4}7\.000$/u,
    );
  },
);

test('a hostile name stays on its line and gives the terminal no orders', () => {
  const lines = renderPhaseTable({ phases: [phase('a\n\u001b[2Jb', {})] }).split('\n');

  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/^a\\n\\u001b\[2Jb +0 +0 +0 +0 B +0\.000$/u);
});

function phase(
  name: string,
  given: Partial<CurriculumFigures['phases'][number]>,
): CurriculumFigures['phases'][number] {
  return { name, rows: 0, replayed: 0, first_row: 0, first_byte: 0, mean_entropy: 0, ...given };
}
