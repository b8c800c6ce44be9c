import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of real rows (`CORPUS_REAL_DATA`, else `../shared/data` beside the checkout); undefined where there is none, and tests that need it skip. */
export function realDataFolder(): string | undefined {
  const workspace = join(dirname(fileURLToPath(import.meta.url)), '../../..');
  const folder = process.env['CORPUS_REAL_DATA'] ?? join(workspace, '../shared/data');
  return existsSync(folder) ? folder : undefined;
}
