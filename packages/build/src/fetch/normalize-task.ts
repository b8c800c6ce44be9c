import { parseRowBatch, readRows, type RowBatch } from '@llamaforge/shards';
import { BatchNormalizer, type NormalizedBatch, type NormalizeJob } from './batch-normalizer.ts';

/** Rows that any thread can normalise; `units` is how many records they give at most, as far as that is known. */
export type NormalizeTask =
  | {
      readonly kind: 'bytes';
      readonly file: string;
      readonly units: number;
      readonly batch: RowBatch;
    }
  | {
      readonly kind: 'row_groups';
      readonly file: string;
      readonly units: number;
      readonly path: string;
      readonly rowGroups: { readonly first: number; readonly last: number };
    };

/** Normalises the rows of a task. Throws what reading them throws. */
export async function runTask(task: NormalizeTask, job: NormalizeJob): Promise<NormalizedBatch> {
  const normalizer = new BatchNormalizer(task.file, job);
  if (task.kind === 'bytes') {
    for (const row of parseRowBatch(task.batch)) normalizer.add(row);
  } else {
    const { path, rowGroups } = task;
    const format = { format: 'parquet', compression: 'none' } as const;
    for await (const row of readRows(path, format, { rowGroups })) normalizer.add(row);
  }
  return normalizer.finish();
}
