import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What stands in one of the catalog's folders, parsed as JSON, by the bytes of the files' names. */
export function readCatalogFiles(
  folderName: 'sources' | 'profiles',
): readonly { readonly path: string; readonly value: unknown }[] {
  // The catalog is data beside profiles' code, which touches no files itself.
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve('@llamaforge/profiles/package.json')), 'catalog', folderName);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
      return { path, value };
    });
}
