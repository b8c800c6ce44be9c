import { expect, test } from 'vitest';
import { describeUsage } from './usage-error.ts';

// The messages are those of yargs 18 in English.
const names = { flags: ['input', 'on-damage', 'key'], commands: ['merge', 'trace'] };

test.each([
  [
    'a slip in a flag, which yargs names twice',
    'Unknown arguments: on-damge, onDamge',
    'unknown flag --on-damge; did you mean --on-damage?',
  ],
  [
    'a flag in camel case',
    'Unknown argument: onDamge',
    'unknown flag --onDamge; did you mean --on-damage?',
  ],
  [
    'several slips',
    'Unknown arguments: inptu, kye',
    'unknown flag --inptu; did you mean --input?; unknown flag --kye; did you mean --key?',
  ],
  ['a slip in a command', 'Unknown command: mrege', 'unknown command mrege; did you mean merge?'],
  [
    'a word like nothing there is',
    'Unknown argument: quickly',
    'unknown: quickly; there are merge, trace, --input, --on-damage, --key',
  ],
  [
    'a value that is not allowed',
    'Invalid values:\n  Argument: key, Given: "exat", Choices: "exact", "rendered"',
    '--key cannot be exat: it is one of exact, rendered; did you mean exact?',
  ],
  [
    'a value like nothing allowed',
    'Invalid values:\n  Argument: key, Given: "md5", Choices: "exact", "rendered"',
    '--key cannot be md5: it is one of exact, rendered',
  ],
  ['a flag without its value', 'Not enough arguments following: key', '--key needs a value'],
  [
    'anything else, on one line',
    '\nMissing required argument: query\n  see --help\n',
    'Missing required argument: query see --help',
  ],
])('says in one line what is wrong with %s', (_title, message, line) => {
  expect(describeUsage(message, names)).toBe(line);
});

test('lists flags alone where the command is known', () => {
  expect(describeUsage('Unknown argument: quickly', { flags: ['key'], commands: [] })).toBe(
    'unknown: quickly; there are --key',
  );
});
