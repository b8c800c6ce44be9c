import { expect, test } from 'vitest';
import { parseProcessFigures, parseTimeOutput } from './process-figures.ts';

test('CPU is user and system time, of the process and of the children it waited for', () => {
  // A name may look like fields.
  const stat =
    '4242 (a) S 1 2 3) S 17 4242 17 34816 4242 4194304 1000 2000 0 0 150 25 300 75 20 0 1 0 100 5000 200 18446744073709551615';
  const status =
    'Name:\ta) S 1 2 3\nVmPeak:\t  90000 kB\nVmHWM:\t   81234 kB\nVmRSS:\t   70000 kB\n';

  expect(parseProcessFigures(stat, status)).toEqual({
    cpuSeconds: 5.5,
    peakBytes: 81_234 * 1024,
    parent: 17,
  });
});

test('a process that has ended and is not waited for has times and no memory', () => {
  const stat = '7 (sh) Z 6 7 6 0 -1 4227084 100 0 0 0 10 5 0 0 20 0 1 0 100 0 0';

  expect(parseProcessFigures(stat, 'Name:\tsh\nState:\tZ (zombie)\n')).toEqual({
    cpuSeconds: 0.15,
    peakBytes: 0,
    parent: 6,
  });
});

test('what is no stat file has no figures', () => {
  expect(parseProcessFigures('', '')).toBeUndefined();
});

test('the figures of GNU time stand in its last line', () => {
  expect(parseTimeOutput('Command exited with non-zero status 1\n1.25 0.50 2048\n')).toEqual({
    cpuSeconds: 1.75,
    peakBytes: 2048 * 1024,
  });
  expect(parseTimeOutput('real 0m1.2s\n')).toBeUndefined();
});
