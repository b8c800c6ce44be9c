import { z } from 'zod';
import { categories, categoryOfTag } from './category.ts';

/** A category by its name or an alias of it, as a user writes it; read as the category. */
export const categoryNameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .transform((tag, context) => {
    const category = categoryOfTag(tag);
    if (category !== undefined) return category;
    context.issues.push({
      code: 'custom',
      input: tag,
      message: `no category and no alias; one of ${categories.join(', ')}`,
    });
    return z.NEVER;
  });
