import { phasesSchema, profileSchema } from '@llamaforge/profiles';
import { qualityTags } from '@llamaforge/quality';
import { categoryNameSchema, digestKeys, groupSchema, rowMappingSchema } from '@llamaforge/schema';
import { z } from 'zod';
import { describeUnknownName } from './treatment/describe-unknown-name.ts';
import { repairNames } from './treatment/treatment.ts';

const filled = z.string().trim().min(1, 'must not be empty');

const recipeSourceSchema = z
  .strictObject({
    path: filled.optional().describe('a file, a folder or a glob, relative to the recipe'),
    card: z
      .union([filled, z.record(z.string(), z.json())])
      .optional()
      .describe(
        'a data set of the Hub, as `fetch` wrote it: a card of the catalog by its name, a card file (.json, relative to the recipe), or a card',
      ),
    name: filled
      .refine((name) => name.isWellFormed(), 'has a lone surrogate')
      .optional()
      .describe('the `_source` of its rows'),
    category: categoryNameSchema
      .optional()
      .describe('the category of its rows, or an alias of one'),
    ...rowMappingSchema.shape,
    group: groupSchema.optional().describe('rows that are turns of one dialogue; of a card alone'),
    cap: z.int().positive().optional().describe('at most so many records, the first as they stand'),
    license: filled.optional(),
  })
  .superRefine(({ path, card, group }, context) => {
    const problem = (message: string): void => {
      context.addIssue({ code: 'custom', message });
    };
    if ((path === undefined) === (card === undefined)) {
      problem('must name either a `path` or a `card`');
    }
    if (group !== undefined && card === undefined) {
      problem('`group` goes with a `card`: a merge reads row by row');
    }
  });

/** What a recipe file holds; `sources` are read in order, and only they. */
export const recipeSchema = z.strictObject({
  $schema: z.string().optional(),
  sources: z.array(recipeSourceSchema).min(1, 'must name at least one source').optional(),
  key: z.enum(digestKeys).optional(),
  on_damage: z.enum(['fail', 'skip']).optional(),
  drop: z
    .array(z.enum(qualityTags, { error: nameError('tag', qualityTags) }))
    .optional()
    .describe('rows with any of these tags are rejected'),
  repair: z
    .array(z.enum(repairNames, { error: nameError('repair', repairNames) }))
    .optional()
    .describe('what is mended in texts before they are compared'),
  profiles: z
    .array(profileSchema)
    .min(1, 'must hold at least one profile')
    .refine((profiles) => new Set(profiles.map(({ name }) => name)).size === profiles.length, {
      error: 'two profiles have one name',
    })
    .optional()
    .describe('behaviour profiles of your own, for `profile --recipe`'),
  shares: z
    .object({
      bind: z.enum(['lower', 'both']).optional().describe('whether upper ends of shares bind too'),
      max_share: z.number().positive().max(1).optional().describe('the most any label may have'),
    })
    .catchall(z.union([filled, z.null()]))
    .optional()
    .describe('target shares by label, category or alias, as in "20-30%"; null for no target'),
  phases: phasesSchema.optional().describe('the phases of a curriculum, in order'),
});

/** What is said of a name that is none of `known`. */
function nameError(
  what: string,
  known: readonly string[],
): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => {
    const word = typeof input === 'string' ? input : JSON.stringify(input);
    return describeUnknownName(word, { what, known });
  };
}

export type Recipe = z.infer<typeof recipeSchema>;

/** The recipe's JSON Schema (draft 2020-12), published for editors. */
export function recipeJsonSchema(): unknown {
  return z.toJSONSchema(recipeSchema, { io: 'input' });
}
