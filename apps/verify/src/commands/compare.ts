import { type CommandModule } from 'yargs';
import { type CommandContext } from '../command-outcome.ts';
import { UsageError } from '../usage-error.ts';

interface CompareArguments {
  readonly before: string | undefined;
  readonly after: string;
  readonly json: boolean;
  readonly markdown: boolean;
  readonly quiet: boolean;
}

/** The flags of `compare`, with which slips are compared. */
export const compareFlags = ['json', 'markdown', 'quiet'] as const;

/** `compare before after`: what changed from one manifest to another. */
export function compareCommand({
  finish,
}: CommandContext): CommandModule<object, CompareArguments> {
  return {
    command: 'compare [before] [after]',
    describe: 'Compare two manifests: rows, shares, sources, rejected rows',
    builder: (parser) =>
      parser
        .usage(
          '$0 compare <before> <after>\n\nCompares two manifests: rows, shares, sources, rejected rows. ' +
            'Exit codes: 0 compared, whatever differs; 1 one cannot be read; 2 usage.',
        )
        .positional('before', {
          type: 'string',
          describe: 'The earlier manifest, or its corpus',
        })
        .positional('after', {
          type: 'string',
          default: 'examples/datasets/merged_corpus_manifest.json',
          describe: 'The later manifest, or its corpus',
        })
        .options(formOptions)
        .example('$0 compare before.json', 'An earlier manifest with what the merge wrote')
        .example('$0 compare a.manifest.json b.manifest.json', 'Two manifests')
        .example('$0 compare mix.jsonl other.jsonl --json', 'Those of two corpora, for a script'),
    handler: async ({ before, after, ...form }) => {
      if (before === undefined) {
        throw new UsageError(
          'Name the earlier manifest: llamaforge-verify compare <before> [after].',
        );
      }
      const { readComparedManifest } = await import('../read-compared-manifest.ts');
      const { compareManifests } = await import('../compare-manifests.ts');
      const { reportComparison } = await import('../comparison-report.ts');
      const [earlier, later] = [
        await readComparedManifest(before),
        await readComparedManifest(after),
      ];
      const comparison = compareManifests(earlier.manifest, later.manifest, {
        before: earlier.path,
        after: later.path,
      });
      finish(reportComparison(comparison, form));
    },
  };
}

const formOptions = {
  json: { type: 'boolean', default: false, describe: 'One JSON object on stdout' },
  markdown: {
    type: 'boolean',
    default: false,
    describe: 'Markdown on stdout, for a pull request or a CI summary',
  },
  quiet: { type: 'boolean', default: false, describe: 'Print one sentence' },
} as const;
