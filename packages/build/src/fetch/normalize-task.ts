import { parseRowBatch, readRows, type RowBatch } from '@llamaforge/shards';
import { BatchNormalizer, type NormalizedBatch, type NormalizeJob } from './batch-normalizer.ts';

/** What every task says of itself. */
interface TaskSize {
  /** what rejected rows are listed under */
  readonly file: string;
  /** how many records it gives at most, as far as that is known */
  readonly units: number;
  readonly contentBytes: number;
}

/** Rows that any thread can normalise. */
export type NormalizeTask = TaskSize &
  (
    | {
        readonly kind: 'bytes';
        readonly batch: RowBatch;
      }
    | {
        readonly kind: 'row_groups';
        readonly path: string;
        readonly rowGroups: { readonly first: number; readonly last: number };
      }
  );

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
