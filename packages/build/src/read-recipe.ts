import {
  ConfigurationError,
  CorpusError,
  describeZodIssue,
  FileAccessError,
} from '@llamaforge/schema';
import { readFileSync, statSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { recipeSchema, type Recipe } from './recipe-schema.ts';

/** Reads a recipe (YAML or JSON); throws ConfigurationError with every problem and its path. */
export function readRecipe(path: string): Recipe {
  const parsed = recipeSchema.safeParse(parseRecipeText(path));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    `The recipe ${path} has problems`,
    parsed.error.issues.flatMap((issue) => describeZodIssue(issue, recipeSchema)),
  );
}

// A recipe is written by hand; what is larger is data.
const MOST_RECIPE_BYTES = 256 * 1024;

/** Whether a file is a recipe by what it holds, so that it is not taken for data; cheap to ask of any file. */
export function isRecipeFile(path: string): boolean {
  if (!/\.(?:ya?ml|json)$/u.test(path) || statSync(path).size > MOST_RECIPE_BYTES) return false;
  try {
    const text = readFileSync(path, 'utf8');
    // Most files are data: they need not be parsed to be told from a recipe.
    if (!/sources|profiles|shares|phases|\b(?:drop|repair)["']?\s*:/u.test(text)) return false;
    const value: unknown = parse(text);
    return namesSources(value) || isWholeRecipe(value);
  } catch {
    // Whatever it is, its reader will say what is wrong with it.
    return false;
  }
}

/** Also of a recipe with problems, which its reader is to name. */
function namesSources(value: unknown): boolean {
  return z
    .object({
      sources: z.array(
        z.union([z.object({ path: z.string() }), z.object({ card: z.unknown().nonoptional() })]),
      ),
    })
    .safeParse(value).success;
}

/** A recipe for mixes, balances and curricula alone needs no sources. */
function isWholeRecipe(value: unknown): boolean {
  const parsed = recipeSchema.safeParse(value);
  return parsed.success && Object.keys(parsed.data).length > 0;
}

function parseRecipeText(path: string): unknown {
  try {
    // JSON is YAML, so one parser reads both, and names line and column.
    return parse(readFileSync(path, 'utf8'), { uniqueKeys: true });
  } catch (error) {
    if (error instanceof YAMLParseError) {
      throw new CorpusError(`The recipe ${path} is not YAML: ${error.message}`, { cause: error });
    }
    if (error instanceof Error && 'code' in error) {
      throw new FileAccessError(
        `Cannot read the recipe ${path}: ${error.message}. Check the path given with --recipe.`,
        { path, code: String(error.code) },
        { cause: error },
      );
    }
    throw error;
  }
}
