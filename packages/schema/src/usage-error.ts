import { CorpusError } from './corpus-error.ts';
import { nearestName } from './nearest-name.ts';

/** A command line that asks for something there is not; its message is one line that says what is allowed. */
export class UsageError extends CorpusError {
  override readonly name = 'UsageError';
}

/** What a command line may hold, and what it held. */
export interface UsageNames {
  /** with their dashes off */
  readonly flags: readonly string[];
  /** empty where the command is known */
  readonly commands: readonly string[];
  /** the one plain word that the command takes, and what may stand there */
  readonly positional?: { readonly name: string; readonly meaning: string } | undefined;
  /** the words as they were given: yargs takes the dashes off the ones it names */
  readonly words: readonly string[];
}

/** One line from what yargs says of a bad command line, with the nearest name where a word looks like a slip. */
export function describeUsage(message: string, names: UsageNames): string {
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/su.exec(message)?.[1];
  if (unknown !== undefined) {
    // yargs names a flag a second time in camel case.
    const words = unknown
      .split(', ')
      .filter((word, index, all) => index === 0 || !isCamelTwin(word, all));
    return describeUnknown(words, names);
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
  if (names.positional !== undefined && message.startsWith('Not enough non-option arguments')) {
    return `<${names.positional.name}> is missing: ${names.positional.meaning}`;
  }
  return message.trim().replaceAll(/\s*\n\s*/gu, ' ');
}

function describeUnknown(unknown: readonly string[], names: UsageNames): string {
  const plain = unknown.filter((word) => findFlag(word, names.words) === undefined);
  const [first] = plain;
  // Which flags there are depends on the command, so a wrong command is all there is to say.
  if (first !== undefined && names.commands.length > 0) {
    const command = nearestName(first, names.commands);
    const hint =
      command === undefined ? `there are ${names.commands.join(', ')}` : `did you mean ${command}?`;
    return `unknown command ${first}; ${hint}`;
  }
  return [
    ...describeFlags(unknown, names),
    ...(plain.length === 0 ? [] : [describePlainWords(plain, names)]),
  ].join('; ');
}

function describeFlags(unknown: readonly string[], { flags, words }: UsageNames): string[] {
  const slips: string[] = [];
  const strange = new Set<string>();
  for (const word of unknown) {
    const given = findFlag(word, words);
    if (given === undefined) continue;
    const nearest = nearestName(word, flags);
    if (nearest === undefined) strange.add(given);
    else slips.push(`unknown flag ${given}; did you mean --${nearest}?`);
  }
  if (strange.size === 0) return slips;
  const what = strange.size === 1 ? 'unknown flag' : 'unknown flags';
  return [...slips, `${what} ${[...strange].join(', ')}; there are ${listFlags(flags)}`];
}

// A glob that the shell has expanded may be thousands of words.
const MOST_PLAIN_WORDS = 3;

function describePlainWords(plain: readonly string[], names: UsageNames): string {
  const more = plain.length - MOST_PLAIN_WORDS;
  const shown = plain.slice(0, MOST_PLAIN_WORDS).join(', ');
  return `unknown: ${shown}${more > 0 ? ` and ${String(more)} more` : ''}; ${adviseOn(plain, names)}`;
}

function adviseOn(plain: readonly string[], { flags, positional }: UsageNames): string {
  const [only = '', ...others] = plain;
  const nearest = others.length === 0 ? nearestName(only, flags) : undefined;
  if (nearest !== undefined) return `did you mean --${nearest}?`;
  if (flags.includes('input')) return 'quote a glob, or repeat --input for each file';
  if (positional !== undefined) return `quote a <${positional.name}> that has blanks`;
  return `there are ${listFlags(flags)}`;
}

/** The given word that yargs read as this flag, up to its value; undefined where it was given without dashes. */
function findFlag(name: string, words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  return words
    .slice(0, end === -1 ? undefined : end)
    .flatMap((word) => /^--?[^=]+/u.exec(word)?.[0] ?? [])
    .find((flag) => {
      // Short flags may stand together (`-ab`), and with dots yargs reads an object.
      if (!flag.startsWith('--')) return name.length === 1 && flag.includes(name);
      return [`--${name}`, `--no-${name}`].includes(flag) || flag.startsWith(`--${name}.`);
    });
}

function listFlags(flags: readonly string[]): string {
  return flags.map((name) => `--${name}`).join(', ');
}

function isCamelTwin(word: string, all: readonly string[]): boolean {
  const kebab = word.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return kebab !== word && all.includes(kebab);
}
