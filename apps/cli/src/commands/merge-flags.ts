import { digestKeys } from '@llamaforge/schema';
import { z } from 'zod';

/** The flags that say what is read: those of `merge` and `sources`. */
export const inputFlags = {
  input: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'file, folder or glob to read; may be repeated [examples/datasets]',
  },
  recipe: {
    type: 'string',
    requiresArg: true,
    describe: 'a YAML or JSON file that names the sources',
  },
} as const;

/** The flags that say where a merge writes; `trace` reads there. */
export const placeFlags = {
  output: {
    type: 'string',
    requiresArg: true,
    describe: 'the corpus [examples/datasets/merged_global_corpus.jsonl]',
  },
  manifest: { type: 'string', requiresArg: true, describe: 'its manifest [beside the corpus]' },
  database: {
    type: 'string',
    requiresArg: true,
    describe: 'the hash table [output/hashes.sqlite]',
  },
  rejects: { type: 'string', requiresArg: true, describe: 'rejected rows [output/rejected.jsonl]' },
} as const;

const path = z.string().min(1, 'must not be empty').optional();

/** What the shared flags hold. */
export const mergeFlagsSchema = z.object({
  input: z.array(z.string().min(1, 'must not be empty')).optional(),
  recipe: path,
  output: path,
  manifest: path,
  database: path,
  rejects: path,
  append: z.boolean().optional(),
  key: z.enum(digestKeys).optional(),
  onDamage: z.enum(['fail', 'skip']).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
