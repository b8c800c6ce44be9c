import { z } from 'zod';
import { inputFlags, placeFlags } from './merge-flags.ts';

/** The flags that `profile`, `balance` and `curriculum` share. */
export const selectionFlags = {
  input: {
    type: 'string',
    requiresArg: true,
    describe: 'the corpus to choose from [examples/datasets/merged_global_corpus.jsonl]',
  },
  manifest: { type: 'string', requiresArg: true, describe: 'its manifest [beside the corpus]' },
  seed: { type: 'number', requiresArg: true, describe: 'which rows, and their order [42]' },
  validation: {
    type: 'string',
    requiresArg: true,
    describe: 'share of the prompts to set aside, as in 1%',
  },
  recipe: { ...inputFlags.recipe, describe: 'a YAML or JSON file with settings of your own' },
} as const;

/** Where the table is that knows which files held a row. */
export const databaseFlag = { database: placeFlags.database } as const;

/** The flag for the written file, with its default. */
export function outputFlag(defaultPath: string): {
  readonly output: {
    readonly type: 'string';
    readonly requiresArg: true;
    readonly describe: string;
  };
} {
  return {
    output: { type: 'string', requiresArg: true, describe: `the file to write [${defaultPath}]` },
  };
}

/** A path or text that must not be empty. */
export const filledText = z.string().min(1, 'must not be empty').optional();

/** What the shared flags hold. */
export const selectionFlagsSchema = z.object({
  input: filledText,
  manifest: filledText,
  output: filledText,
  seed: z
    .int('must be a whole number from 0 to 9007199254740991')
    .min(0, 'must be 0 or more')
    .optional(),
  validation: filledText,
  recipe: filledText,
  json: z.boolean(),
  quiet: z.boolean(),
});
