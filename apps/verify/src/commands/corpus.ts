import { type CommandModule } from 'yargs';
import { makeReading, type CommandContext } from '../command-outcome.ts';
import { type CorpusWords } from '../run-corpus.ts';

type CorpusArguments = Omit<CorpusWords, 'python'>;

/** The flags of `corpus`, with which slips are compared. */
export const corpusFlags = [
  'manifest',
  'rejects',
  'alone',
  'sample',
  'seed',
  'consumers',
  'junit',
  'json',
  'quiet',
] as const;

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
        .options(scopeOptions)
        .option('json', { type: 'boolean', default: false, describe: 'One JSON object on stdout' })
        .option('junit', { type: 'string', describe: 'A JUnit XML file to write, for CI' })
        .option('quiet', { type: 'boolean', default: false, describe: 'Print failures only' })
        .example('$0 corpus', 'Check what the merge wrote')
        .example('$0 corpus mix.jsonl', 'Check it with mix.manifest.json')
        .example('$0 corpus a.jsonl --manifest m.json', 'Name the manifest')
        .example('$0 corpus a.jsonl --alone', 'Without a manifest')
        .example('$0 corpus --sample 100000', 'Quickly, some rows of a large one')
        .example('$0 corpus --consumers', 'Whether datasets, pandas, DuckDB load it')
        .example('$0 corpus --json --junit checks.xml', 'For a script and for CI'),
    handler: async (words) => {
      const { runCorpus } = await import('../run-corpus.ts');
      const named = process.env['CORPUS_PYTHON'] ?? '';
      const python = named === '' ? 'python3' : named;
      finish(await runCorpus({ ...words, python }, makeReading(reading, words)));
    },
  };
}

const scopeOptions = {
  manifest: {
    type: 'string',
    defaultDescription: 'x.manifest.json or merged_corpus_manifest.json beside it',
    describe: 'The manifest',
  },
  rejects: {
    type: 'string',
    defaultDescription: 'the one the manifest names',
    describe: 'The file of rejected rows',
  },
  alone: {
    type: 'boolean',
    default: false,
    describe: 'Check what the file shows by itself, without a manifest',
  },
  sample: {
    type: 'string',
    default: 'all',
    describe: 'Check about so many rows, and hash no file',
  },
  seed: { type: 'string', default: '0', describe: 'Chooses which rows' },
  consumers: {
    type: 'boolean',
    default: false,
    describe:
      'Also load every row by way of Parquet, datasets, pandas and DuckDB (of the python3 on PATH, or of CORPUS_PYTHON)',
  },
} as const;
