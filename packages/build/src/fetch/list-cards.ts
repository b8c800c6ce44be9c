import type { Card } from '@llamaforge/profiles';
import { expansionFolder } from './plan-fetch.ts';
import { folderOf } from '@llamaforge/profiles';
import { licenseName } from './license-name.ts';
import { readCatalog } from './read-catalog.ts';

/** A card of the catalog as a list shows it. */
export interface CardListing {
  readonly name: string;
  readonly repository: string;
  readonly category: Card['category'];
  /** the file that a fetch writes, below the working folder */
  readonly file: string;
  readonly cap: number | undefined;
  /** rows that a fetch is expected to write */
  readonly rows: number | undefined;
  readonly license: string;
  readonly licenseClass: Card['license']['class'];
  readonly isGated: boolean;
  /** whether a fetch without names brings it */
  readonly isExpansion: boolean;
  /** what of its layout nobody has seen yet */
  readonly unconfirmed: string | undefined;
}

/** The catalog: those of the expansion first, each part by name. */
export function listCards(): readonly CardListing[] {
  const cards = readCatalog().map(listing);
  return [
    ...cards.filter((card) => card.isExpansion),
    ...cards.filter((card) => !card.isExpansion),
  ];
}

function listing(card: Card): CardListing {
  const { name, repository, category, cap, rows, license, gated, expansion, unconfirmed } = card;
  return {
    name,
    repository,
    category,
    file: `${expansionFolder}/${folderOf(card)}/${name}.jsonl`,
    cap,
    rows,
    license: licenseName(card),
    licenseClass: license.class,
    isGated: gated ?? false,
    isExpansion: expansion ?? false,
    unconfirmed,
  };
}
