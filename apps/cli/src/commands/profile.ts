import { UsageError } from '@llamaforge/schema';
import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { startProgressBar } from '../progress-bar.ts';
import { toolVersion } from '../tool-version.ts';
import {
  databaseFlag,
  filledText,
  outputFlag,
  selectionFlags,
  selectionFlagsSchema,
} from './selection-flags.ts';

const flagsSchema = selectionFlagsSchema
  .extend({
    profile: z.string().min(1, 'must not be empty').optional(),
    database: filledText,
    // As it is typed: the name stands in what is said of a bad value.
    'max-total': z.int('must be a whole number').positive('must be 1 or more').optional(),
    exclusive: z.boolean().optional(),
    release: z.boolean().optional(),
    drop: z.array(z.string().min(1, 'must not be empty')).optional(),
  })
  .transform(({ 'max-total': maxTotal, ...flags }) => ({ ...flags, maxTotal }));

/** `llamaforge profile`: a behaviour mix of a corpus. */
export const profileCommand: Command = {
  name: 'profile',
  describe: 'Build a behaviour mix: rows of a profile’s sources, by its weights',
  flags: {
    profile: {
      type: 'string',
      requiresArg: true,
      describe: 'a name that `profiles` lists, or a .json file',
    },
    ...selectionFlags,
    ...databaseFlag,
    ...outputFlag('output/<profile>.jsonl'),
    'max-total': {
      type: 'number',
      requiresArg: true,
      describe: 'rows of the mix [the profile’s, else 1,000,000]',
    },
    exclusive: {
      type: 'boolean',
      describe: 'leave rows to the profiles that have taken them, and take this mix’s',
    },
    release: { type: 'boolean', describe: 'give up what --exclusive took; builds nothing' },
    drop: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'leave out rows with this tag, as in made_by_another; may be repeated',
    },
  },
  examples: [
    ['$0 profile --profile claude_behavior', '1,200,000 rows to output/claude_behavior.jsonl'],
    ['$0 profile --profile code_debugging --max-total 5000 --seed 7', 'a small one'],
    ['$0 profile --profile mine.json --exclusive', 'rows that no other profile has taken'],
    ['$0 profile --profile deepseek_search --validation 1%', 'with rows set aside'],
    ['$0 profile --profile mine.json --release', 'give its rows back'],
  ],
  run: async (given, context) => {
    const { profile, release, ...flags } = parseFlags(flagsSchema, given);
    if (profile === undefined) {
      throw new UsageError('--profile is missing: `llamaforge profiles` lists what there is');
    }
    const { buildProfile, planProfile, releaseProfile } = await import('@llamaforge/build');
    const { showReleased, showSelection } = await import('../show-selection.ts');
    const { workingFolder } = context;
    const request = { ...flags, profile, workingFolder, toolVersion };
    if (release === true) {
      await showReleased(releaseProfile(request), flags);
      return;
    }
    const plan = planProfile(request);
    const progress = startProgressBar(!flags.quiet, context.now);
    try {
      const result = await buildProfile(plan, { ...context, onProgress: progress.onProgress });
      progress.stop();
      await showSelection(result, { ...flags, paths: plan.paths, workingFolder });
    } finally {
      progress.stop();
    }
  },
};
