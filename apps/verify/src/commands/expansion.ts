import { type CommandModule } from 'yargs';
import { makeReading, type CommandContext } from '../command-outcome.ts';

interface ExpansionArguments {
  readonly folder: string;
  readonly lock: string | undefined;
  readonly junit: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The flags of `expansion`, with which slips are compared. */
export const expansionFlags = ['lock', 'junit', 'json', 'quiet'] as const;

/** `expansion [folder]`: checks files of normalised records in their category folders. */
export function expansionCommand({
  reading,
  finish,
}: CommandContext): CommandModule<object, ExpansionArguments> {
  return {
    command: 'expansion [folder]',
    describe: 'Check the normalised records in the category folders of an expansion',
    builder: (parser) =>
      parser
        .positional('folder', {
          type: 'string',
          default: 'examples/datasets/expansion',
          describe: 'The folder of category folders',
        })
        .option('lock', {
          type: 'string',
          defaultDescription: 'corpus.lock.json, if it is there',
          describe: 'The lock that the fetch wrote; files below the folder are compared with it',
        })
        .option('junit', { type: 'string', describe: 'A JUnit XML file to write, for CI' })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object on stdout' })
        .option('quiet', { type: 'boolean', default: false, describe: 'Print failures only' })
        .example('$0 expansion', 'Check examples/datasets/expansion')
        .example('$0 expansion data/expansion --quiet', 'Another folder, failures only')
        .example('$0 expansion --lock ../corpus.lock.json', 'Name the lock'),
    handler: async ({ folder, lock, junit, json, quiet }) => {
      const { writeJunitFile } = await import('../write-junit-file.ts');
      const { verifyExpansion } = await import('../verify-expansion.ts');
      const { reportExpansion } = await import('../expansion-report.ts');
      const verification = await verifyExpansion({ folder, lock }, makeReading(reading, { quiet }));
      const { checks } = verification;
      writeJunitFile(junit, { suite: 'expansion', file: folder, checks });
      finish(reportExpansion(verification, { json, quiet }));
    },
  };
}
