import { parseProfile, type Profile } from '@llamaforge/profiles';
import { ConfigurationError, nearestName } from '@llamaforge/schema';
import { resolve } from 'node:path';
import { readCatalogFiles } from '../catalog-files.ts';
import { readDataFile } from '../read-data-file.ts';
import type { Recipe } from '../recipe-schema.ts';

/** The profiles that can be asked for by name: a recipe's, then those that come with the product; of two with one name the recipe's. */
export function readProfiles(recipe: Recipe | undefined): readonly Profile[] {
  const own = recipe?.profiles ?? [];
  const names = new Set(own.map(({ name }) => name));
  const catalog = readCatalogFiles('profiles').map(({ path, value }) => parseProfile(value, path));
  return [...own, ...catalog.filter(({ name }) => !names.has(name))];
}

/** The profile of that name, or in that file (.json, .yaml); throws ConfigurationError where there is none, or it has problems. */
export function readProfile(
  nameOrPath: string,
  {
    recipe,
    workingFolder,
  }: { readonly recipe: Recipe | undefined; readonly workingFolder: string },
): Profile {
  const profiles = readProfiles(recipe);
  const known = profiles.find(({ name }) => name === nameOrPath);
  if (known !== undefined) return known;
  if (/\.(?:json|ya?ml)$/u.test(nameOrPath)) {
    const path = resolve(workingFolder, nameOrPath);
    return parseProfile(readDataFile(path), path);
  }
  const names = profiles.map(({ name }) => name);
  const nearest = nearestName(nameOrPath, names);
  throw new ConfigurationError('--profile', [
    `${nameOrPath}: no profile and no .json file; ` +
      (nearest === undefined ? `profiles are ${names.join(', ')}` : `did you mean ${nearest}?`),
  ]);
}
