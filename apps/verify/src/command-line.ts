import { readFileSync } from 'node:fs';
import yargs from 'yargs';
import { z } from 'zod';
import { type CommandContext, type CommandOutcome } from './command-outcome.ts';
import { corpusCommand, corpusFlags } from './commands/corpus.ts';
import { expansionCommand, expansionFlags } from './commands/expansion.ts';
import { type Reading } from './read-chunks.ts';
import { makeSlipError, UsageError } from './usage-error.ts';

const flagsOfCommand: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['corpus', corpusFlags],
  ['expansion', expansionFlags],
]);
const valueFlags = ['manifest', 'rejects', 'lock'] as const;
const switches = ['json', 'quiet'] as const;

/** Runs what a command line asks for and gives what to print on stdout; throws UsageError where it asks for nothing we know. */
export async function runCommandLine(
  words: readonly string[],
  reading: Reading,
): Promise<CommandOutcome> {
  let outcome: CommandOutcome | undefined;
  let help = '';
  const context: CommandContext = {
    reading,
    finish: (finished) => {
      outcome = finished;
    },
  };
  await makeParser(words, context).parseAsync([...words], {}, (_error, _parsed, output) => {
    help = output;
  });
  return outcome ?? { text: `${help}\n`, failed: false };
}

function makeParser(words: readonly string[], context: CommandContext) {
  return (
    yargs()
      .scriptName('llamaforge-verify')
      .usage(
        '$0 <command>\n\nChecks a corpus from its files alone. Exit codes: 0 verified, 1 a check failed, 2 usage.',
      )
      .locale('en')
      .wrap(80)
      .exitProcess(false)
      .version(readVersion())
      // What is written is what is meant: no `--no-json`, no `a.b` as an object, the last of two equal flags.
      .parserConfiguration({
        'boolean-negation': false,
        'camel-case-expansion': false,
        'dot-notation': false,
        'duplicate-arguments-array': false,
        'parse-numbers': false,
        'parse-positional-numbers': false,
        'short-option-groups': false,
      })
      .command(corpusCommand(context))
      .command(expansionCommand(context))
      .example('$0 corpus', 'Check what the merge wrote')
      .example('$0 expansion', 'Check what was fetched')
      .check((parsed) => {
        if (parsed['help'] !== true && parsed['version'] !== true) refuseSlips(parsed, words);
        return true;
      })
      .fail((message: string, error: Error | undefined) => {
        throw error ?? new UsageError(message);
      })
  );
}

/** Stricter than yargs' own strict mode, which names no neighbour and takes `--json=maybe` for false. */
function refuseSlips(parsed: Readonly<Record<string, unknown>>, words: readonly string[]): void {
  const [command, ...more] = z.array(z.coerce.string()).parse(parsed['_']);
  const commands = [...flagsOfCommand.keys()];
  if (command === undefined) {
    throw new UsageError(`Name a command: ${commands.join(' or ')}. More with --help.`);
  }
  const flags = flagsOfCommand.get(command);
  if (flags === undefined) throw makeSlipError({ what: 'command', word: command }, commands);
  const positional = command === 'corpus' ? 'file' : 'folder';
  if (more[0] !== undefined) {
    throw new UsageError(
      `${command} takes one ${positional}; ${JSON.stringify(more[0])} is one too many.`,
    );
  }
  const allowed = [...flags, 'help', 'version'];
  const known = new Set([...allowed, '_', '$0', positional]);
  const unknown = Object.keys(parsed).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw makeSlipError(
      { what: 'flag', word: unknown.length === 1 ? `-${unknown}` : `--${unknown}` },
      allowed.map((flag) => `--${flag}`),
    );
  }
  refuseBadValues(parsed, words);
}

function refuseBadValues(
  parsed: Readonly<Record<string, unknown>>,
  words: readonly string[],
): void {
  const empty = valueFlags.find((flag) => parsed[flag] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} needs a path: --${empty} <path>.`);
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

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
