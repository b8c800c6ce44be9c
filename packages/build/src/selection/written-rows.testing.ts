import { recordSchema, type CorpusRecord } from '@llamaforge/schema';
import { readFileSync } from 'node:fs';

/** The rows of a written file, in tests; throws for any line that is not a record. */
export function writtenRows(path: string): CorpusRecord[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => recordSchema.parse(JSON.parse(line)));
}
