import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { startProgressBar } from '../progress-bar.ts';
import { toolVersion } from '../tool-version.ts';
import { filledText, outputFlag, selectionFlags, selectionFlagsSchema } from './selection-flags.ts';

const flagsSchema = selectionFlagsSchema.extend({
  phases: filledText,
  blend: z
    .number('must be a number')
    .min(0, 'must be 0 or more')
    .max(0.5, 'must be at most 0.5')
    .optional(),
  replay: z
    .number('must be a number')
    .min(0, 'must be 0 or more')
    .max(1, 'must be at most 1')
    .optional(),
  split: z.boolean().optional(),
});

/** `llamaforge curriculum`: a corpus in training order. */
export const curriculumCommand: Command = {
  name: 'curriculum',
  describe: 'Put a corpus in training order: varied outputs first, exact ones last',
  flags: {
    phases: {
      type: 'string',
      requiresArg: true,
      describe: 'as in "explore=creative,dialogue; settle=code,math" [three phases]',
    },
    blend: {
      type: 'number',
      requiresArg: true,
      describe: 'share of a phase that is crossfaded with its neighbour, 0 to 0.5 [0.1]',
    },
    replay: {
      type: 'number',
      requiresArg: true,
      describe: 'share of earlier rows that a later phase sees again, 0 to 1 [0.05]',
    },
    split: { type: 'boolean', describe: 'write a file for each phase' },
    ...selectionFlags,
    ...outputFlag('output/curriculum.jsonl'),
  },
  examples: [
    ['$0 curriculum', 'the merged corpus in three phases'],
    ['$0 curriculum --input output/claude_behavior.jsonl --split', 'a mix, a file a phase'],
    ['$0 curriculum --blend 0 --replay 0', 'hard borders, no row twice'],
  ],
  run: async (given, context) => {
    const flags = parseFlags(flagsSchema, given);
    const { orderCurriculum, planCurriculumOrder } = await import('@llamaforge/build');
    const { showSelection } = await import('../show-selection.ts');
    const { workingFolder } = context;
    const plan = planCurriculumOrder({ ...flags, workingFolder, toolVersion });
    const progress = startProgressBar(!flags.quiet, context.now);
    try {
      const result = await orderCurriculum(plan, { ...context, onProgress: progress.onProgress });
      progress.stop();
      await showSelection(result, { ...flags, paths: plan.paths, workingFolder });
    } finally {
      progress.stop();
    }
  },
};
