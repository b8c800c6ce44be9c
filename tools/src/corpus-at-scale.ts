// Writes the data sets of a corpus of some 4 million rows, 4 GB: `node tools/dist/corpus-at-scale.js <folder> [share]`,
// where `share` (1 unless given) scales the rows of every data set. The same bytes each time.
import { FileWriter } from '@llamaforge/shards';
import { dirname, join, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { dataSetsAtScale } from './corpus-at-scale/data-sets.ts';
import { numberedRows } from './corpus-at-scale/numbered-rows.ts';

const [folder, shareText = '1'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write to.');

for (const { path } of dataSetsAtScale) {
  const target = join(resolve(folder), `${path}.jsonl`);
  mkdirSync(dirname(target), { recursive: true });
  using file = FileWriter.create(target);
  for (const row of numberedRows(path, Number(shareText))) file.writeLine(JSON.stringify(row));
  const { rows, bytes } = file.finish();
  console.log(
    `${path.padEnd(48)} ${String(rows).padStart(9)} rows ${String(bytes).padStart(12)} bytes`,
  );
}
