import { adaptRow } from '@llamaforge/adapters';
import type { RecordText } from '@llamaforge/schema';
import { detectFormat, readRows } from '@llamaforge/shards';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const readable = /\.(?:jsonl?|csv|tsv|parquet)(?:\.gz|\.zst)?$/;
const batchRecords = 2000;

/** The records that adapters make of all rows of the files below a folder, in batches. */
export async function* readRealRecords(folder: string): AsyncGenerator<readonly RecordText[]> {
  let batch: RecordText[] = [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => readable.test(path))
    .toSorted();
  for (const path of paths) {
    for await (const record of readFileRecords(join(folder, path))) {
      batch.push(record);
      if (batch.length < batchRecords) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

async function* readFileRecords(path: string): AsyncGenerator<RecordText> {
  for await (const row of readRows(path, await detectFormat(path))) {
    if (row.kind !== 'row') continue;
    for (const adapted of adaptRow(row.value)) {
      if (adapted.kind === 'record') yield adapted.text;
    }
  }
}
