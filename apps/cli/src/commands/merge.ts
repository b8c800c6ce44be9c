import { digestKeys } from '@llamaforge/schema';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { startProgressBar } from '../progress-bar.ts';
import { toolVersion } from '../tool-version.ts';
import { engineFlagsSchema, engineNames } from './engine-flags.ts';
import { inputFlags, mergeFlagsSchema, placeFlags } from './merge-flags.ts';
import { treatmentFlags, treatmentFlagsSchema } from './treatment-flags.ts';

const flagsSchema = mergeFlagsSchema
  .extend(treatmentFlagsSchema.shape)
  .extend(engineFlagsSchema.shape);

/** `llamaforge merge`: every source into one corpus without duplicates. */
export const mergeCommand: Command = {
  name: 'merge',
  describe: 'Merge data sets into one corpus without duplicates',
  flags: {
    ...inputFlags,
    ...placeFlags,
    append: { type: 'boolean', describe: 'read new files alone and add them to the corpus' },
    key: {
      choices: digestKeys,
      describe: 'what makes two rows one: all texts, or the rendered prompt',
    },
    ...treatmentFlags,
    'on-damage': {
      choices: ['fail', 'skip'],
      describe: 'what to do with a file that cannot be read to its end',
    },
    threads: {
      type: 'number',
      requiresArg: true,
      describe: 'threads that read and compare rows [one for each core, at most 16]',
    },
    memory: {
      type: 'string',
      requiresArg: true,
      describe: "what it may take in all, as 2GB or 500MB [a third of the machine's]",
    },
    engine: {
      choices: engineNames,
      requiresArg: true,
      describe: 'the fast engine, or the plain one that defines its result [by size]',
    },
  },
  examples: [
    ['$0 merge', 'merge examples/datasets'],
    ['$0 merge --input ~/data --output corpus.jsonl', 'merge a folder of your own'],
    ["$0 merge --input 'data/**/*.parquet' --input more.csv", 'globs and files'],
    ['$0 merge --recipe corpus.yaml', 'sources, order, columns and caps from a file'],
    ['$0 merge --repair mojibake --drop refusal --drop echo', 'mend texts, leave rows out'],
    ['$0 merge --threads 4 --memory 2GB', 'leave the machine room for other work'],
    ['$0 merge --append', 'add the files that are new since the last merge'],
  ],
  run: async (flags, context) => {
    const { mergeCorpus, planMerge } = await import('@llamaforge/build');
    const { describeMemory, showMerge } = await import('../show-merge.ts');
    const request = parseFlags(flagsSchema, flags);
    const { memory: memoryBytes } = request;
    const plan = planMerge({
      ...request,
      memoryBytes,
      workingFolder: context.workingFolder,
      toolVersion,
    });
    const progress = startProgressBar(!request.quiet, context.now);
    try {
      const result = await mergeCorpus(plan, {
        ...context,
        onProgress: progress.onProgress,
        onMemory: (use) => {
          progress.tell(describeMemory(use));
        },
      });
      progress.stop();
      await showMerge(result, { plan, ...request, workingFolder: context.workingFolder });
    } finally {
      progress.stop();
    }
  },
};
