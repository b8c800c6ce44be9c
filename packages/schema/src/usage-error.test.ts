import { expect, test } from 'vitest';
import { describeUsage } from './usage-error.ts';

// The messages are those of yargs 18 in English.
const names = { flags: ['input', 'on-damage', 'key'], commands: [] };

test.each([
  [
    'a slip in a flag, which yargs names twice',
    ['--on-damge', 'skip'],
    'Unknown arguments: on-damge, onDamge',
    'unknown flag --on-damge; did you mean --on-damage?',
  ],
  [
    'a flag in camel case',
    ['--onDamge=skip'],
    'Unknown argument: onDamge',
    'unknown flag --onDamge; did you mean --on-damage?',
  ],
  [
    'several slips',
    ['--inptu', 'x', '--kye', 'exact'],
    'Unknown arguments: inptu, kye',
    'unknown flag --inptu; did you mean --input?; unknown flag --kye; did you mean --key?',
  ],
  [
    'a flag like nothing there is',
    ['--threads', '4'],
    'Unknown argument: threads',
    'unknown flag --threads; there are --input, --on-damage, --key',
  ],
  [
    'flags like nothing there is, however they are written',
    ['-xy', '--no-color', '--a.b=3'],
    'Unknown arguments: x, y, color, a',
    'unknown flags -xy, --no-color, --a.b; there are --input, --on-damage, --key',
  ],
  [
    'a slip, a flag and a word at once',
    ['--kye', 'exact', 'a.jsonl', '--threads=4'],
    'Unknown arguments: kye, threads, a.jsonl',
    'unknown flag --kye; did you mean --key?; unknown flag --threads; there are --input, --on-damage, --key; unknown: a.jsonl; quote a glob, or repeat --input for each file',
  ],
  [
    'a plain word',
    ['extra'],
    'Unknown argument: extra',
    'unknown: extra; quote a glob, or repeat --input for each file',
  ],
  [
    'a plain word that lacks its dashes',
    ['keys', 'exact'],
    'Unknown argument: keys',
    'unknown: keys; did you mean --key?',
  ],
  [
    'three plain words',
    ['--input', 'a', 'b', 'c', 'd'],
    'Unknown arguments: b, c, d',
    'unknown: b, c, d; quote a glob, or repeat --input for each file',
  ],
  [
    'a glob that the shell has expanded',
    ['--input', 'a', 'b', 'c', 'd', 'e', 'f'],
    'Unknown arguments: b, c, d, e, f',
    'unknown: b, c, d and 2 more; quote a glob, or repeat --input for each file',
  ],
  [
    'what stands after two dashes alone, where no word is a flag',
    ['--', '--threads'],
    'Unknown argument: threads',
    'unknown: threads; quote a glob, or repeat --input for each file',
  ],
  [
    'a value that is not allowed',
    ['--key', 'exat'],
    'Invalid values:\n  Argument: key, Given: "exat", Choices: "exact", "rendered"',
    '--key cannot be exat: it is one of exact, rendered; did you mean exact?',
  ],
  [
    'a value like nothing allowed',
    ['--key', 'md5'],
    'Invalid values:\n  Argument: key, Given: "md5", Choices: "exact", "rendered"',
    '--key cannot be md5: it is one of exact, rendered',
  ],
  [
    'a flag without its value',
    ['--key'],
    'Not enough arguments following: key',
    '--key needs a value',
  ],
  [
    'anything else, on one line',
    [],
    '\nMissing required argument: query\n  see --help\n',
    'Missing required argument: query see --help',
  ],
])('says in one line what is wrong with %s', (_title, words, ...[message, line]) => {
  expect(describeUsage(message, { ...names, words })).toBe(line);
});

test.each([
  ['mrege', 'unknown command mrege; did you mean merge?'],
  ['quickly', 'unknown command quickly; there are merge, trace'],
])('says of an unknown command that alone: %s', (word, line) => {
  const words = [word, 'more', '--append'];
  const known = { flags: ['json'], commands: ['merge', 'trace'], words };

  expect(describeUsage(`Unknown command: ${word}`, known)).toBe(line);
  expect(describeUsage(`Unknown arguments: append, ${words.slice(0, 2).join(', ')}`, known)).toBe(
    line,
  );
});

test('lists the flags for a plain word where a command reads no files', () => {
  const known = { flags: ['key'], commands: [], words: ['quickly'] };

  expect(describeUsage('Unknown argument: quickly', known)).toBe(
    'unknown: quickly; there are --key',
  );
});

test('says what is missing or too much where a command takes one word', () => {
  const positional = { name: 'query', meaning: 'a digest or a text' };
  const known = { flags: ['json'], commands: [], positional };

  expect(
    describeUsage('Not enough non-option arguments: got 0, need at least 1', {
      ...known,
      words: ['trace'],
    }),
  ).toBe('<query> is missing: a digest or a text');
  expect(
    describeUsage('Unknown arguments: two, words', {
      ...known,
      words: ['trace', 'a', 'two', 'words'],
    }),
  ).toBe('unknown: two, words; quote a <query> that has blanks');
});
