import { parseCard, type Card } from '@llamaforge/profiles';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The cards that come with the product, by the bytes of their names. */
export function readCatalog(): readonly Card[] {
  // The catalog is data beside profiles' code, which touches no files itself.
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve('@llamaforge/profiles/package.json')), 'catalog/sources');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      return parseCard(JSON.parse(readFileSync(path, 'utf8')), path);
    });
}
