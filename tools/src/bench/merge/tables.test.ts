import { expect, test } from 'vitest';
import type { Contender } from './contender.ts';
import { appendTable, contenderTable, sizeTable } from './tables.ts';

const cost = (seconds: number): { seconds: number; cpuSeconds: number; peakBytes: number } => ({
  seconds,
  cpuSeconds: seconds * 2,
  peakBytes: 250_000_000,
});

test('each contender has a line with its ratios to cat and Python, and those not run are named with the reason', () => {
  const table = contenderTable([
    { contender: named('cat'), cost: cost(2), rowsOut: 1_000_000 },
    { contender: named('ours-2'), cost: cost(5), rowsOut: 834_190 },
    { contender: named('python'), cost: cost(100), rowsOut: undefined },
    { contender: named('duckdb'), skipped: 'no network' },
  ]);

  expect(table.split('\n')).toEqual([
    '| name | contender | wall s | CPU s | peak MB | rows out | wall to `cat` | Python to it |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    '| cat | does cat | 2.00 | 4.00 | 250 | 1,000,000 | 1.0× | 50.0× |',
    '| ours-2 | does ours-2 | 5.00 | 10.00 | 250 | 834,190 | 2.5× | 20.0× |',
    '| python | does python | 100.00 | 200.00 | 250 | – | 50.0× | 1.0× |',
    '',
    'Not run: duckdb: no network',
  ]);
});

test('there are no ratios to what was not run', () => {
  const table = contenderTable([{ contender: named('sort'), cost: cost(1), rowsOut: 5 }]);

  expect(table.split('\n').at(-1)).toBe('| sort | does sort | 1.00 | 2.00 | 250 | 5 | – | – |');
});

test('sizes have their times by row', () => {
  expect(
    sizeTable([{ rows: 4_000_000, cost: cost(6) }])
      .split('\n')
      .at(-1),
  ).toBe('| 4,000,000 | 6.00 | 12.00 | 250 | 1.50 | 3.00 |');
});

test('appended rows stand beside those that were there', () => {
  expect(
    appendTable([{ rows: 4_000_000, cost: cost(0.5) }], 100_000)
      .split('\n')
      .at(-1),
  ).toBe('| 4,000,000 | 100,000 | 0.50 | 1.00 | 250 |');
});

function named(name: string): Contender {
  return {
    name,
    does: `does ${name}`,
    share: 1,
    prepare: () => Promise.resolve(undefined),
    command: () => ({ program: 'true', words: [], folder: '.' }),
  };
}
