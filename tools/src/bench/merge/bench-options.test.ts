import { expect, test } from 'vitest';
import { parseBenchOptions } from './bench-options.ts';

test('a million rows, three runs and all contenders unless something else is asked', () => {
  expect(parseBenchOptions([])).toEqual({
    rows: 1_000_000,
    runs: 3,
    dialogues: 0,
    pythonRows: 1,
    only: undefined,
    append: [],
    sizes: [],
    keep: undefined,
    data: undefined,
  });
});

test('lists are separated by commas', () => {
  const options = parseBenchOptions(['--only', 'cat,ours-2', '--sizes', '1000,4000']);

  expect([options.only, options.sizes]).toEqual([
    ['cat', 'ours-2'],
    [1000, 4000],
  ]);
});

test.each([
  [['--rows', '0'], '--rows is a whole number above 0, and not 0'],
  [['--sizes', '1000,many'], '--sizes is a whole number above 0, and not many'],
  [['--dialogues', '25'], '--dialogues is a share from 0 to 1, and not 25'],
])('refuses %j', (words, message) => {
  expect(() => parseBenchOptions(words)).toThrow(new RangeError(message));
});
