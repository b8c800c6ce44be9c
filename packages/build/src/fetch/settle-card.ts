import { parseCard, type Card } from '@llamaforge/profiles';
import { ConfigurationError } from '@llamaforge/schema';
import { resolve } from 'node:path';
import type { RecipeSource } from '../merge-options.ts';
import { readDataFile } from '../read-data-file.ts';
import { nearestCard } from './nearest-card.ts';

/** Where a recipe's cards come from. */
export interface CardPlaces {
  /** what card files are relative to */
  readonly recipeFolder: string;
  readonly catalog: readonly Card[];
}

/**
 * The card that a recipe's entry names or holds, with what else the entry says in place of the card's own.
 * Throws ConfigurationError where there is no such card, or where the two together are none.
 */
export function settleCard(entry: RecipeSource, places: CardPlaces): Card {
  const { card, path: _, license, name, ...overrides } = entry;
  const base = readCard(card, places);
  const where = typeof card === 'string' ? `card ${card} of the recipe` : 'a card of the recipe';
  // A name in a recipe is the `_source` too: two variants of one card stay apart.
  const named = name === undefined ? {} : { name, source: name };
  const licensed = license === undefined ? {} : { license: relicensed(base, license) };
  return parseCard(
    { ...withoutMapping(base, overrides), ...overrides, ...named, ...licensed },
    where,
  );
}

/** What another licence allows nobody has said. */
function relicensed({ license }: Card, spdx: string): Card['license'] {
  return spdx === license.spdx ? license : { ...license, spdx, class: 'unspecified' };
}

const textMappings = ['shape', 'columns', 'template', 'group'] as const;

/** An entry that says how rows are read replaces how the card reads them: of the ways only one can hold. */
function withoutMapping(card: Card, overrides: Readonly<Record<string, unknown>>): object {
  const replaces = textMappings.some((key) => overrides[key] !== undefined);
  if (!replaces) return card;
  return Object.fromEntries(
    Object.entries(card).filter(([key]) => !textMappings.some((mapping) => mapping === key)),
  );
}

function readCard(card: RecipeSource['card'], { recipeFolder, catalog }: CardPlaces): Card {
  if (typeof card !== 'string') return parseCard(card, 'a card of the recipe');
  const known = catalog.find(({ name }) => name === card);
  if (known !== undefined) return known;
  if (/\.(?:json|ya?ml)$/u.test(card)) {
    const path = resolve(recipeFolder, card);
    return parseCard(readDataFile(path), path);
  }
  const nearest = nearestCard(card, catalog);
  throw new ConfigurationError('The recipe has problems', [
    `card ${card}: no card of the catalog and no .json file; ` +
      (nearest === undefined
        ? 'llamaforge sources --cards lists the catalog'
        : `did you mean ${nearest}?`),
  ]);
}
