import { type CommandModule } from 'yargs';
import { makeReading, type CommandContext } from '../command-outcome.ts';
import { type ReportWords } from '../report/run-report.ts';

/** The flags of `report`, with which slips are compared. */
export const reportFlags = [
  'manifest',
  'rejects',
  'before',
  'output',
  'sample',
  'seed',
  'tokenizer',
  'json',
  'quiet',
] as const;

/** `report [file]`: writes what is in a corpus as a page and as Markdown. */
export function reportCommand({
  reading,
  finish,
}: CommandContext): CommandModule<object, ReportWords> {
  return {
    command: 'report [file]',
    describe: 'Show what is in a corpus: one HTML page, and the same as Markdown',
    builder: (parser) =>
      parser
        .usage(
          '$0 report [file]\n\nShows what is in a corpus. Exit codes: 0 written, also where the corpus fails its ' +
            'verification (the report says it; `corpus` fails); 1 a file cannot be read or written; 2 usage.',
        )
        .positional('file', {
          type: 'string',
          default: 'examples/datasets/merged_global_corpus.jsonl',
          describe: 'The corpus, mix, balanced corpus or curriculum',
        })
        .options(pathOptions)
        .option('sample', {
          type: 'string',
          default: '50000',
          describe: 'About how many rows are looked at closely, or all',
        })
        .option('seed', { type: 'string', default: '0', describe: 'Chooses which rows' })
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object on stdout' })
        .option('quiet', { type: 'boolean', default: false, describe: 'Print nothing' })
        .example('$0 report', 'What the merge wrote, in output/report.html')
        .example('$0 report mix.jsonl --output mix.html', 'A mix')
        .example('$0 report --before old.manifest.json', 'Beside an earlier merge')
        .example('$0 report --tokenizer tokenizer.json', 'Tokens counted, not estimated'),
    handler: async (words) => {
      const { runReport } = await import('../report/run-report.ts');
      finish(await runReport(words, makeReading(reading, words)));
    },
  };
}

const pathOptions = {
  manifest: {
    type: 'string',
    defaultDescription: 'the one beside it; none is needed',
    describe: 'The manifest',
  },
  rejects: {
    type: 'string',
    defaultDescription: 'the one the manifest names',
    describe: 'The file of rejected rows',
  },
  before: { type: 'string', describe: 'An earlier manifest, or its corpus, to compare with' },
  output: {
    type: 'string',
    default: 'output/report.html',
    describe: 'The page; the Markdown goes beside it',
  },
  tokenizer: {
    type: 'string',
    defaultDescription: 'an estimate',
    describe: 'A tokenizer.json to count tokens with',
  },
} as const;
