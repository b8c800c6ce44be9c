import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version in this package's package.json, which all packages share. */
export const toolVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
