import { CorpusError } from './corpus-error.ts';
import { nearestName } from './nearest-name.ts';

/** A command line that asks for something there is not; its message is one line that says what is allowed. */
export class UsageError extends CorpusError {
  override readonly name = 'UsageError';
}

/** What a command line may hold: flags with their dashes off, and commands. */
export interface UsageNames {
  readonly flags: readonly string[];
  readonly commands: readonly string[];
}

/** One line from what yargs says of a bad command line, with the nearest name where a word looks like a slip. */
export function describeUsage(message: string, names: UsageNames): string {
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/su.exec(message)?.[1];
  if (unknown !== undefined) {
    // yargs names a flag a second time in camel case.
    const words = unknown
      .split(', ')
      .filter((word, index, all) => index === 0 || !isCamelTwin(word, all));
    return words.map((word) => describeUnknown(word, names)).join('; ');
  }
  const choice = /Argument: (\S+), Given: (.+), Choices: (.+)$/su.exec(message);
  if (choice?.[1] !== undefined && choice[2] !== undefined && choice[3] !== undefined) {
    const allowed = choice[3].trim().replaceAll('"', '').split(', ');
    const given = choice[2].replaceAll('"', '');
    const nearest = nearestName(given, allowed);
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    return `--${choice[1]} cannot be ${given}: it is one of ${allowed.join(', ')}${hint}`;
  }
  const valueless = /^Not enough arguments following: (.+)$/su.exec(message)?.[1];
  if (valueless !== undefined) return `--${valueless} needs a value`;
  return message.trim().replaceAll(/\s*\n\s*/gu, ' ');
}

function describeUnknown(word: string, { flags, commands }: UsageNames): string {
  const flag = nearestName(word, flags);
  const command = nearestName(word, commands);
  if (flag !== undefined) return `unknown flag --${word}; did you mean --${flag}?`;
  if (command !== undefined) return `unknown command ${word}; did you mean ${command}?`;
  const allowedFlags = flags.map((name) => `--${name}`).join(', ');
  return `unknown: ${word}; there are ${[...commands, allowedFlags].filter((list) => list !== '').join(', ')}`;
}

function isCamelTwin(word: string, all: readonly string[]): boolean {
  const kebab = word.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return kebab !== word && all.includes(kebab);
}
