import { describeUsage, UsageError, type UsageNames } from '@llamaforge/schema';
import yargs from 'yargs';
import type { Command, CommandContext } from './command.ts';
import { balanceCommand } from './commands/balance.ts';
import { curriculumCommand } from './commands/curriculum.ts';
import { fetchCommand } from './commands/fetch.ts';
import { mergeCommand } from './commands/merge.ts';
import { normalizeCommand } from './commands/normalize.ts';
import { profileCommand } from './commands/profile.ts';
import { profilesCommand } from './commands/profiles.ts';
import { sourcesCommand } from './commands/sources.ts';
import { traceCommand } from './commands/trace.ts';
import { toolVersion } from './tool-version.ts';

const commands: readonly Command[] = [
  fetchCommand,
  mergeCommand,
  profileCommand,
  balanceCommand,
  curriculumCommand,
  normalizeCommand,
  traceCommand,
  sourcesCommand,
  profilesCommand,
];

const commonFlags = {
  json: { type: 'boolean', default: false, describe: 'print one JSON object, nothing else' },
  quiet: { type: 'boolean', default: false, describe: 'print problems alone' },
} as const;

/** Runs the command that the words name; throws UsageError where they do not read as one. */
export async function runCommandLine(
  words: readonly string[],
  context: CommandContext,
): Promise<void> {
  const parser = yargs()
    .scriptName('llamaforge')
    .usage(
      '$0 <command>\n\nBuilds instruction-tuning corpora: every row accounted for, none twice.',
    )
    .version(toolVersion)
    .options(commonFlags)
    .demandCommand(1, `name a command: ${commandNames().join(', ')} (see llamaforge --help)`)
    .strict()
    .exitProcess(false)
    .wrap(80)
    .epilogue('Exit codes: 0 done, 1 for you to fix, 2 usage, 70 a bug, 130 interrupted.')
    .fail((message: string | null, error: Error | undefined) => {
      // yargs' own complaints; whatever else was thrown comes from a command.
      if (error === undefined || error.name === 'YError') {
        throw new UsageError(describeUsage(message ?? '', knownNames(words)));
      }
      throw error;
    })
    .check((flags) => {
      const repeated = findRepeated(flags);
      if (repeated === undefined) return true;
      throw new UsageError(`--${repeated} is given twice; it takes one value`);
    });
  for (const command of commands) {
    parser.command({
      command:
        command.positional === undefined
          ? command.name
          : `${command.name} ${command.positional.form}`,
      describe: command.describe,
      builder: (own) => {
        if (command.positional) own.positional(command.positional.name, command.positional.options);
        return own
          .options(command.flags)
          .example(command.examples.map(([words, meaning]) => [words, meaning]));
      },
      handler: (flags) => command.run(flags, context),
    });
  }
  await parser.parseAsync([...words]);
}

function commandNames(): string[] {
  return commands.map((command) => command.name);
}

function knownNames(words: readonly string[]): UsageNames {
  const command = commands.find(({ name }) => words.includes(name));
  const flags = Object.keys({ ...command?.flags, ...commonFlags, help: {}, version: {} });
  const { positional } = command ?? {};
  return {
    flags,
    commands: command === undefined ? commandNames() : [],
    positional: positional && { name: positional.name, meaning: positional.options.describe ?? '' },
    words,
  };
}

/** yargs makes a list of a flag that is given twice; only some may be. */
function findRepeated(flags: Readonly<Record<string, unknown>>): string | undefined {
  const lists = commands.flatMap(({ flags: own, positional }) => [
    ...Object.entries(own).flatMap(([name, { array }]) => (array === true ? [name] : [])),
    ...(positional?.options.array === true ? [positional.name] : []),
  ]);
  return Object.keys(flags).find(
    (name) => name !== '_' && Array.isArray(flags[name]) && !lists.includes(name),
  );
}
