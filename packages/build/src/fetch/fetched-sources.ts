import { readLock } from '@llamaforge/fetchers';
import { folderOf } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RecipeSource, SourceSpec } from '../merge-options.ts';
import { cardDigest } from './card-digest.ts';
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
    const output = outputs.get(card.name);
    if (output !== undefined && output.card !== cardDigest(card)) {
      throw new CorpusError(
        `What was fetched as ${card.name} is not what the recipe's card says now. Fetch it again: llamaforge fetch --recipe with this recipe.`,
      );
    }
    return {
      folder: workingFolder,
      pattern: output?.path ?? path,
      settings: { cap: entry.cap, license: licenseName(card) },
      adviceIfMissing: `Fetch ${card.name} first: llamaforge fetch --recipe with this recipe.`,
    };
  };
}

/** The licences of the files that fetches wrote, by absolute path: as the catalog's card has it, else as the Hub tags it. */
export function fetchedLicenses(workingFolder: string): ReadonlyMap<string, string> {
  const locked = lockedOutputs(workingFolder);
  if (locked.size === 0) return new Map();
  // A card of the user's own may have a name of the catalog's.
  const ofCatalog = new Map(readCatalog().map((card) => [cardDigest(card), licenseName(card)]));
  const outputs = [...locked.values()].map(({ path, license, card }) => ({
    path,
    license: ofCatalog.get(card) ?? license,
  }));
  return new Map(
    outputs.flatMap(({ path, license }) => (license === null ? [] : [[path, license]])),
  );
}

/** A file that a fetch wrote: where, under which tag of the Hub, and by which card's digest. */
interface LockedFile {
  readonly path: string;
  readonly license: string | null;
  readonly card: string;
}

function lockedOutputs(workingFolder: string): ReadonlyMap<string, LockedFile> {
  const lockPath = join(workingFolder, lockName);
  if (!existsSync(lockPath)) return new Map();
  return new Map(
    Object.entries(readLock(lockPath).sources).flatMap(([name, { output, license, card }]) =>
      output === null
        ? []
        : [[name, { path: resolve(dirname(lockPath), output.path), license, card }] as const],
    ),
  );
}
