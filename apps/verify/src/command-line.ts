import yargs from 'yargs';
import { type CommandContext, type CommandOutcome } from './command-outcome.ts';
import { compareCommand } from './commands/compare.ts';
import { corpusCommand } from './commands/corpus.ts';
import { expansionCommand } from './commands/expansion.ts';
import { reportCommand } from './commands/report.ts';
import { type Reading } from './read-chunks.ts';
import { refuseSlips } from './refuse-slips.ts';
import { readToolVersion } from './tool-version.ts';
import { UsageError } from './usage-error.ts';

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
      .version(readToolVersion())
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
      .command(compareCommand(context))
      .command(reportCommand(context))
      .example('$0 corpus', 'Check what the merge wrote')
      .example('$0 expansion', 'Check what was fetched')
      .example('$0 compare before.json', 'What the last merge changed')
      .example('$0 report', 'Show what is in it, as a page')
      .check((parsed) => {
        if (parsed['help'] !== true && parsed['version'] !== true) refuseSlips(parsed, words);
        return true;
      })
      .fail((message: string, error: Error | undefined) => {
        throw error ?? new UsageError(message);
      })
  );
}
