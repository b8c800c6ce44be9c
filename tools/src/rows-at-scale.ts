/**
 * Writes rows as a merge meets them, 1 KB each on average: eight JSONL files of several shapes with duplicates, escapes
 * and a few broken lines. Content rules agree on what six of the files are about; one names its categories, and one is
 * a mixture. The same bytes for the same options.
 *
 *     node tools/dist/rows-at-scale.js <folder> [--rows 1000000] [--seed 1] [--first 0] [--duplicates 0.166]
 *         [--escapes 0.125] [--broken 0.00005] [--dialogues 0.25]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rowsFlags, rowsOptionsOf } from './rows-at-scale/flags.ts';
import { writeRows } from './rows-at-scale/write-rows.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: rowsFlags });
const [folder] = positionals;
if (folder === undefined) throw new Error('Name the folder to write to.');

const startedAt = performance.now();
const written = writeRows(resolve(folder), rowsOptionsOf(values));
const seconds = (performance.now() - startedAt) / 1000;
console.log(JSON.stringify(written));
console.error(
  `${seconds.toFixed(1)} s, ${(written.rows / seconds).toFixed(0)} rows/s, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
);
