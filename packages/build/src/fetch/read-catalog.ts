import { parseCard, type Card } from '@llamaforge/profiles';
import { readCatalogFiles } from '../catalog-files.ts';

/** The cards that come with the product, by the bytes of their names. */
export function readCatalog(): readonly Card[] {
  return readCatalogFiles('sources').map(({ path, value }) => parseCard(value, path));
}
