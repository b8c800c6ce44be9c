import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { startProgressBar } from '../progress-bar.ts';
import { toolVersion } from '../tool-version.ts';
import { filledText, outputFlag, selectionFlags, selectionFlagsSchema } from './selection-flags.ts';

const flagsSchema = selectionFlagsSchema
  .extend({
    shares: filledText,
    // As it is typed: the name stands in what is said of a bad value.
    'max-share': z
      .number('must be a number')
      .gt(0, 'must be above 0')
      .max(1, 'must be at most 1: write 45% as 0.45')
      .optional(),
    bind: z.enum(['lower', 'both']).optional(),
  })
  .transform(({ 'max-share': maxShare, ...flags }) => ({ ...flags, maxShare }));

/** `llamaforge balance`: the corpus brought into target shares. */
export const balanceCommand: Command = {
  name: 'balance',
  describe: 'Bring a corpus into target shares, keeping as many rows as they allow',
  flags: {
    shares: {
      type: 'string',
      requiresArg: true,
      describe: 'targets, as in code=20-30%,math=none [the usual ones]',
    },
    'max-share': {
      type: 'number',
      requiresArg: true,
      describe: 'the most that any category may have [0.45]',
    },
    bind: {
      choices: ['lower', 'both'],
      describe: 'which ends of the targets bind [lower: upper ends are judged only]',
    },
    ...selectionFlags,
    ...outputFlag('output/balanced.jsonl'),
  },
  examples: [
    ['$0 balance', 'the usual shares, no category above 45%'],
    ['$0 balance --shares code=20-30%,cot_math=none', 'others for two categories'],
    ['$0 balance --shares none --max-share 0.3', 'no targets, only a bound for all'],
    ['$0 balance --input output/claude_behavior.jsonl', 'a mix instead of the corpus'],
  ],
  run: async (given, context) => {
    const flags = parseFlags(flagsSchema, given);
    const { balanceCorpus, planBalance } = await import('@llamaforge/build');
    const { showSelection } = await import('../show-selection.ts');
    const { workingFolder } = context;
    const plan = planBalance({ ...flags, workingFolder, toolVersion });
    const progress = startProgressBar(!flags.quiet, context.now);
    try {
      const result = await balanceCorpus(plan, { ...context, onProgress: progress.onProgress });
      progress.stop();
      await showSelection(result, { ...flags, paths: plan.paths, workingFolder });
    } finally {
      progress.stop();
    }
  },
};
