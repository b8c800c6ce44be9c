import { type CommandModule } from 'yargs';
import { makeReading, type CommandContext } from '../command-outcome.ts';

interface CorpusArguments {
  readonly file: string;
  readonly manifest: string | undefined;
  readonly rejects: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The flags of `corpus`, with which slips are compared. */
export const corpusFlags = ['manifest', 'rejects', 'json', 'quiet'] as const;

/** `corpus [file]`: checks a corpus against its manifest, from the files alone. */
export function corpusCommand({
  reading,
  finish,
}: CommandContext): CommandModule<object, CorpusArguments> {
  return {
    command: 'corpus [file]',
    describe: 'Check a corpus, its rejects file and its inputs against its manifest',
    builder: (parser) =>
      parser
        .positional('file', {
          type: 'string',
          default: 'examples/datasets/merged_global_corpus.jsonl',
          describe: 'The corpus; compared with the manifest’s corpus entry whatever its name',
        })
        .option('manifest', {
          type: 'string',
          defaultDescription: 'x.manifest.json or merged_corpus_manifest.json beside it',
          describe: 'The manifest',
        })
        .option('rejects', {
          type: 'string',
          defaultDescription: 'the one the manifest names',
          describe: 'The file of rejected rows',
        })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object on stdout' })
        .option('quiet', { type: 'boolean', default: false, describe: 'Print failures only' })
        .example('$0 corpus', 'Check what the merge wrote')
        .example('$0 corpus mix.jsonl', 'Check it with mix.manifest.json')
        .example('$0 corpus a.jsonl --manifest m.json', 'Name the manifest')
        .example('$0 corpus --json', 'The same for a script'),
    handler: async ({ file, manifest, rejects, json, quiet }) => {
      const { verifyCorpus } = await import('../verify-corpus.ts');
      const { reportCorpus } = await import('../corpus-report.ts');
      const verification = await verifyCorpus(
        { file, manifest, rejects },
        makeReading(reading, { quiet }),
      );
      finish(reportCorpus(verification, { json, quiet }));
    },
  };
}
