import {
  categories,
  categoryOfTag,
  columnsSchema,
  digestKeys,
  shapeNames,
} from '@llamaforge/schema';
import { z } from 'zod';

const filled = z.string().trim().min(1, 'must not be empty');

const categoryName = filled.transform((tag, context) => {
  const category = categoryOfTag(tag);
  if (category !== undefined) return category;
  context.issues.push({
    code: 'custom',
    input: tag,
    message: `no category and no alias; one of ${categories.join(', ')}`,
  });
  return z.NEVER;
});

const recipeSourceSchema = z.strictObject({
  path: filled.describe('a file, a folder or a glob, relative to the recipe'),
  name: filled
    .refine((name) => name.isWellFormed(), 'has a lone surrogate')
    .optional()
    .describe('the `_source` of its rows'),
  category: categoryName.optional().describe('the category of its rows, or an alias of one'),
  shape: z.enum(shapeNames).optional().describe('the row shape, where keys do not tell it'),
  columns: columnsSchema.optional().describe('where a row of no known shape holds its texts'),
  cap: z.int().positive().optional().describe('at most so many records, the first as they stand'),
  license: filled.optional(),
});

/** What a recipe file holds; `sources` are read in order, and only they. */
export const recipeSchema = z.strictObject({
  $schema: z.string().optional(),
  sources: z.array(recipeSourceSchema).min(1, 'must name at least one source').optional(),
  key: z.enum(digestKeys).optional(),
  on_damage: z.enum(['fail', 'skip']).optional(),
});

export type Recipe = z.infer<typeof recipeSchema>;

/** The recipe's JSON Schema (draft 2020-12), published for editors. */
export function recipeJsonSchema(): unknown {
  return z.toJSONSchema(recipeSchema, { io: 'input' });
}
