import { readLock } from '@llamaforge/fetchers';
import { folderOf } from '@llamaforge/profiles';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RecipeSource, SourceSpec } from '../merge-options.ts';
import { licenseName } from './license-name.ts';
import { expansionFolder, lockName } from './plan-fetch.ts';
import { readCatalog } from './read-catalog.ts';
import { settleCard } from './settle-card.ts';

/** Finds what `fetch` wrote for a recipe's card: where the lock says, else where a fetch without flags writes. */
export function fetchedSources(
  workingFolder: string,
  recipeFolder: string,
): (entry: RecipeSource) => SourceSpec {
  const catalog = readCatalog();
  const outputs = lockedOutputs(workingFolder);
  return (entry) => {
    const card = settleCard(entry, { recipeFolder, catalog });
    const path = join(expansionFolder, folderOf(card), `${card.name}.jsonl`);
    return {
      folder: workingFolder,
      pattern: outputs.get(card.name)?.path ?? path,
      settings: { cap: entry.cap, license: licenseName(card) },
      adviceIfMissing: `Fetch ${card.name} first: llamaforge fetch --recipe with this recipe.`,
    };
  };
}

/** The licences of the files that fetches wrote, by absolute path: as the catalog's card has it, else as the Hub tags it. */
export function fetchedLicenses(workingFolder: string): ReadonlyMap<string, string> {
  const locked = lockedOutputs(workingFolder);
  if (locked.size === 0) return new Map();
  const ofCatalog = new Map(readCatalog().map((card) => [card.name, licenseName(card)]));
  const outputs = [...locked].map(([name, { path, license }]) => ({
    path,
    license: ofCatalog.get(name) ?? license,
  }));
  return new Map(
    outputs.flatMap(({ path, license }) => (license === null ? [] : [[path, license]])),
  );
}

function lockedOutputs(
  workingFolder: string,
): ReadonlyMap<string, { readonly path: string; readonly license: string | null }> {
  const lockPath = join(workingFolder, lockName);
  if (!existsSync(lockPath)) return new Map();
  return new Map(
    Object.entries(readLock(lockPath).sources).flatMap(([name, { output, license }]) =>
      output === null
        ? []
        : [[name, { path: resolve(dirname(lockPath), output.path), license }] as const],
    ),
  );
}
