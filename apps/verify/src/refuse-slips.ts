import { z } from 'zod';
import { compareFlags } from './commands/compare.ts';
import { corpusFlags } from './commands/corpus.ts';
import { expansionFlags } from './commands/expansion.ts';
import { reportFlags } from './commands/report.ts';
import { makeSlipError, UsageError } from './usage-error.ts';

/** What may follow a command: flags, and what is named without one. */
interface CommandWords {
  readonly flags: readonly string[];
  readonly names: readonly string[];
}

const wordsOfCommand: ReadonlyMap<string, CommandWords> = new Map<string, CommandWords>([
  ['corpus', { flags: corpusFlags, names: ['file'] }],
  ['expansion', { flags: expansionFlags, names: ['folder'] }],
  ['compare', { flags: compareFlags, names: ['before', 'after'] }],
  ['report', { flags: reportFlags, names: ['file'] }],
]);
const valueOfFlag: ReadonlyMap<string, string> = new Map([
  ['manifest', 'path'],
  ['rejects', 'path'],
  ['lock', 'path'],
  ['before', 'path'],
  ['output', 'path'],
  ['tokenizer', 'path'],
  ['junit', 'path'],
  ['sample', 'number'],
  ['seed', 'number'],
]);
const switches = ['json', 'quiet', 'alone', 'consumers', 'markdown'] as const;

/** Stricter than yargs' own strict mode, which names no neighbour and takes `--json=maybe` for false; throws UsageError. */
export function refuseSlips(
  parsed: Readonly<Record<string, unknown>>,
  words: readonly string[],
): void {
  const [command, ...more] = z.array(z.coerce.string()).parse(parsed['_']);
  const commands = [...wordsOfCommand.keys()];
  if (command === undefined) {
    const named = `${commands.slice(0, -1).join(', ')} or ${commands.at(-1) ?? ''}`;
    throw new UsageError(`Name a command: ${named}. More with --help.`);
  }
  const allowed = wordsOfCommand.get(command);
  if (allowed === undefined) throw makeSlipError({ what: 'command', word: command }, commands);
  if (more[0] !== undefined) {
    const names = allowed.names.join(' and ');
    throw new UsageError(
      `${command} takes ${allowed.names.length === 1 ? 'one ' : ''}${names}; ${JSON.stringify(more[0])} is one too many.`,
    );
  }
  refuseUnknownFlags(parsed, allowed);
  refuseBadValues(parsed, words);
}

function refuseUnknownFlags(
  parsed: Readonly<Record<string, unknown>>,
  { flags, names }: CommandWords,
): void {
  const allowed = [...flags, 'help', 'version'];
  const known = new Set([...allowed, '_', '$0', ...names]);
  const unknown = Object.keys(parsed).find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw makeSlipError(
    { what: 'flag', word: unknown.length === 1 ? `-${unknown}` : `--${unknown}` },
    allowed.map((flag) => `--${flag}`),
  );
}

function refuseBadValues(
  parsed: Readonly<Record<string, unknown>>,
  words: readonly string[],
): void {
  for (const [flag, value] of valueOfFlag) {
    // Where a flag has a default, the parser takes that for a value that is missing.
    const after = words[words.indexOf(`--${flag}`) + 1];
    const isLast = words.includes(`--${flag}`) && (after === undefined || after.startsWith('--'));
    if (parsed[flag] !== '' && !isLast) continue;
    throw new UsageError(`--${flag} needs a ${value}: --${flag} <${value}>.`);
  }
  for (const word of words) {
    const [flag = '', value] = word.split('=', 2);
    if (value === undefined || value === 'true' || value === 'false') continue;
    if (switches.some((name) => flag === `--${name}`)) {
      throw new UsageError(
        `${flag} takes no value, or true or false, not ${JSON.stringify(value)}.`,
      );
    }
  }
}
