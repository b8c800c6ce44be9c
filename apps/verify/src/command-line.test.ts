import { expect, test } from 'vitest';
import { runCommandLine } from './command-line.ts';
import { UsageError } from './usage-error.ts';

const reading = { signal: new AbortController().signal, onProgress: (): void => undefined };
const corpusFlags =
  '--manifest, --rejects, --alone, --sample, --seed, --consumers, --junit, --json, --quiet, --help, --version';

test.each<[string[], string]>([
  [[], 'Name a command: corpus, expansion, compare or report. More with --help.'],
  [['--json'], 'Name a command: corpus, expansion, compare or report. More with --help.'],
  [
    ['corpsu'],
    'There is no command "corpsu". Did you mean corpus? Allowed: corpus, expansion, compare, report.',
  ],
  [['merge'], 'There is no command "merge". Allowed: corpus, expansion, compare, report.'],
  [
    ['corpus', '--manifset', 'x'],
    `There is no flag "--manifset". Did you mean --manifest? Allowed: ${corpusFlags}.`,
  ],
  [['corpus', '-x'], `There is no flag "-x". Allowed: ${corpusFlags}.`],
  [
    ['corpus', '--no-json'],
    `There is no flag "--no-json". Did you mean --json? Allowed: ${corpusFlags}.`,
  ],
  [
    ['expansion', '--manifest', 'x'],
    'There is no flag "--manifest". Allowed: --lock, --junit, --json, --quiet, --help, --version.',
  ],
  [['corpus', 'a', 'b'], 'corpus takes one file; "b" is one too many.'],
  [['expansion', 'a', '7'], 'expansion takes one folder; "7" is one too many.'],
  [['compare', 'a', 'b', 'c'], 'compare takes before and after; "c" is one too many.'],
  [['compare'], 'Name the earlier manifest: llamaforge-verify compare <before> [after].'],
  [['corpus', '--manifest'], '--manifest needs a path: --manifest <path>.'],
  [['corpus', '--rejects='], '--rejects needs a path: --rejects <path>.'],
  [['expansion', '--lock'], '--lock needs a path: --lock <path>.'],
  [
    ['expansion', '--lokc', 'x'],
    'There is no flag "--lokc". Did you mean --lock? Allowed: --lock, --junit, --json, --quiet, --help, --version.',
  ],
  [['corpus', '--json=maybe'], '--json takes no value, or true or false, not "maybe".'],
])('refuses %j in one line', async (words, message) => {
  const error: unknown = await runCommandLine(words, reading).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message });
});

test.each([
  [['--help']],
  [['corpus', '--help']],
  [['expansion', '--help']],
  [['compare', '--help']],
  [['report', '--help']],
])('shows help with examples for %j, within 80 columns', async (words) => {
  const { text, failed } = await runCommandLine(words, reading);

  expect(failed).toBe(false);
  expect(text).toMatch(/Examples:\n {2}llamaforge-verify (?:corpus|expansion|compare|report)/u);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
