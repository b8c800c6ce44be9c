import {
  columnsSchema,
  nearestName,
  UsageError,
  type Category,
  type Columns,
} from '@llamaforge/schema';
import { FileWriter, renameWhole } from '@llamaforge/shards';
import { rmSync } from 'node:fs';
import { normalizeRows } from './normalize-rows.ts';
import { asksForLanguage, readTreatment, type TreatmentWords } from './treatment/treatment.ts';

/** How a stream of raw rows is normalised; what is missing has a default or is not done. */
export interface NormalizeRequest extends TreatmentWords {
  readonly source?: string | undefined;
  readonly category?: Category | undefined;
  /** as `instruction=a.b,output=c` */
  readonly columns?: string | undefined;
  /** a file for the rejected rows; it appears when the stream has ended */
  readonly rejects?: string | undefined;
  readonly writeRecord?: ((line: string) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rows by what became of them. */
export interface NormalizeCounts {
  readonly records: number;
  readonly rejected: number;
}

/** Writes the record of each raw row, in order, and counts; throws UsageError where `columns` cannot be read, or a tag or repair is none. */
export async function normalizeStream(
  bytes: AsyncIterable<Uint8Array>,
  request: NormalizeRequest,
): Promise<NormalizeCounts> {
  const { rejects: path, writeRecord, signal, source, category } = request;
  const columns = request.columns === undefined ? undefined : parseColumns(request.columns);
  const treatment = readTreatment(request);
  if (asksForLanguage(treatment)) {
    throw new UsageError(
      '--drop wrong_language needs a file whose language its first rows tell; a stream has none. Drop these with `merge --drop wrong_language`.',
    );
  }
  using rejects = path === undefined ? undefined : FileWriter.create(`${path}.partial`);
  let records = 0;
  let rejected = 0;
  for await (const { kind, line } of normalizeRows(bytes, {
    source,
    category,
    columns,
    treatment,
  })) {
    signal?.throwIfAborted();
    if (kind === 'rejected') {
      rejected += 1;
      rejects?.writeLine(line);
    } else {
      records += 1;
      await writeRecord?.(`${line}\n`);
    }
  }
  rejects?.finish();
  if (path !== undefined) publishRejects(path);
  return { records, rejected };
}

/** What cannot get its name leaves nothing behind. */
function publishRejects(path: string): void {
  try {
    renameWhole(`${path}.partial`, path);
  } catch (error) {
    rmSync(`${path}.partial`, { force: true });
    throw error;
  }
}

function parseColumns(text: string): Columns {
  const pairs = text.split(',').map((pair) => pair.split('=').map((word) => word.trim()));
  const known = Object.keys(columnsSchema.shape);
  for (const [name = '', path = '', ...more] of pairs) {
    if (known.includes(name) && path !== '' && more.length === 0) continue;
    const nearest = nearestName(name, known);
    throw new UsageError(
      `--columns reads as ${known.map((key) => `${key}=path`).join(',')}, instruction and output at least; ` +
        (nearest === undefined || nearest === name
          ? `"${name}" does not fit`
          : `did you mean ${nearest} for ${name}?`),
    );
  }
  const parsed = columnsSchema.safeParse(Object.fromEntries(pairs));
  if (!parsed.success) throw new UsageError('--columns needs instruction=path and output=path');
  return parsed.data;
}
