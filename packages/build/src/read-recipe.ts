import {
  columnsSchema,
  ConfigurationError,
  CorpusError,
  FileAccessError,
  nearestName,
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
    parsed.error.issues.flatMap(describeIssue),
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
    if (!text.includes('sources')) return false;
    const value: unknown = parse(text);
    return z.object({ sources: z.array(z.object({ path: z.string() })) }).safeParse(value).success;
  } catch {
    // Whatever it is, its reader will say what is wrong with it.
    return false;
  }
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

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const path = writePath(issue.path);
  if (issue.code !== 'unrecognized_keys') return [`${path}: ${issue.message}`];
  const allowed = allowedKeys(issue.path);
  return issue.keys.map((key) => {
    const nearest = nearestName(key, allowed);
    const hint =
      nearest === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean ${nearest}?`;
    return `${path === '' ? key : `${path}.${key}`}: unknown key; ${hint}`;
  });
}

function allowedKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(recipeSchema.shape);
  if (path.at(-1) === 'columns') return Object.keys(columnsSchema.shape);
  return Object.keys(recipeSchema.shape.sources.unwrap().element.shape);
}

function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${String(part)}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}
