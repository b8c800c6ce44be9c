import { categoryNameSchema, ConfigurationError, describeZodIssue } from '@llamaforge/schema';
import { z } from 'zod';
import { fileNameSchema } from '../text-schemas.ts';
import type { CurriculumPhase } from './default-phases.ts';

const phaseSchema = z.strictObject({
  name: fileNameSchema,
  categories: z.array(categoryNameSchema).min(1, 'must name at least one category'),
});

/** A curriculum's phases in their order, as a recipe has them; each name and each category at most once. */
export const phasesSchema = z
  .array(phaseSchema)
  .min(1, 'must name at least one phase')
  .superRefine((phases, context) => {
    const names = new Set<string>();
    const phaseByCategory = new Map<string, string>();
    for (const [index, { name, categories }] of phases.entries()) {
      // Names of files that differ in case alone are one file on some systems.
      if (names.has(name.toLowerCase())) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `${name} is there twice`,
        });
      }
      names.add(name.toLowerCase());
      for (const [place, category] of categories.entries()) {
        const before = phaseByCategory.get(category);
        if (before !== undefined) {
          const message = `${category} is in ${before} already`;
          context.addIssue({ code: 'custom', path: [index, 'categories', place], message });
        }
        phaseByCategory.set(category, name);
      }
    }
  });

/**
 * Takes phases as a list of `{ name, categories }`, or as a text as `explore=creative,dialogue; settle=code,math`; aliases
 * are read as their categories. Rows of categories that no phase names are to be left out. Throws ConfigurationError
 * with every problem and its path.
 * @param where what the message names, as in `--phases`
 */
export function parsePhases(given: unknown, where: string): readonly CurriculumPhase[] {
  const parsed = phasesSchema.safeParse(typeof given === 'string' ? readText(given) : given);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `Problems in ${where}`,
    parsed.error.issues.flatMap((issue) => describeZodIssue(issue, phasesSchema)),
  );
}

function readText(text: string): unknown {
  return filledParts(text, ';').map((part) => {
    const equals = part.indexOf('=');
    // Without `=` there is a name alone, and the schema asks for its categories.
    if (equals === -1) return { name: part, categories: [] };
    return {
      name: part.slice(0, equals).trim(),
      categories: filledParts(part.slice(equals + 1), ','),
    };
  });
}

function filledParts(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
