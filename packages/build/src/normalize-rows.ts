import { adaptRow, categoryByRules, decideCategory, readRowTags } from '@llamaforge/adapters';
import {
  writeRecordLine,
  type Category,
  type RejectReason,
  type RowMapping,
} from '@llamaforge/schema';
import { readJsonLines, type FileRow } from '@llamaforge/shards';
import { writeRejectLine } from './reject-line.ts';
import { loadTreatment, type TreatRecord } from './treatment/treat-record.ts';
import { noTreatment, type Treatment } from './treatment/treatment.ts';

/** How raw rows become records without a file around them. */
export interface NormalizeOptions extends RowMapping {
  /** `_source` of all rows, and the name rejected rows are listed under */
  readonly source?: string | undefined;
  readonly category?: Category | undefined;
  /** what is done to records; without it nothing */
  readonly treatment?: Treatment | undefined;
}

/** A line for the records or for the rejects, without its end. */
export interface NormalizedLine {
  readonly kind: 'record' | 'rejected';
  readonly line: string;
}

/**
 * Turns JSON lines into records, one at a time and in order; nothing is deduplicated. A stream has no file to vote,
 * so a row that names no category gets what the content rules say of it.
 */
export async function* normalizeRows(
  bytes: AsyncIterable<Uint8Array>,
  options: NormalizeOptions,
): AsyncIterable<NormalizedLine> {
  const treat = await loadTreatment(options.treatment ?? noTreatment);
  for await (const row of readJsonLines(bytes, options.source ?? 'stdin')) {
    if (row.kind === 'broken') yield rejectedLine(row, row, options);
    if (row.kind === 'row') yield* normalizedLines(row, treat, options);
  }
}

function* normalizedLines(
  row: Extract<FileRow, { kind: 'row' }>,
  treat: TreatRecord,
  options: NormalizeOptions,
): Iterable<NormalizedLine> {
  const tags = readRowTags(row.value);
  // A stream has no file to vote, and no first rows to tell its language from.
  const evidence = { card: options.category, tags, vote: undefined, sourceLanguage: undefined };
  for (const adapted of adaptRow(row.value, options)) {
    const treated = treat(adapted, evidence);
    if (treated.kind === 'rejected') {
      yield rejectedLine(row, treated, options);
      continue;
    }
    const { category } = decideCategory({
      ...evidence,
      rulesCategory: () => categoryByRules(treated.text).category,
    });
    const source = options.source ?? tags.source ?? 'stdin';
    const record = { ...treated.text, _category: category, _source: source };
    yield { kind: 'record', line: writeRecordLine(record) };
  }
}

function rejectedLine(
  row: Extract<FileRow, { kind: 'row' | 'broken' }>,
  { reason, detail }: { readonly reason: RejectReason; readonly detail: string },
  options: NormalizeOptions,
): NormalizedLine {
  const file = options.source ?? 'stdin';
  const line = writeRejectLine({ file, line: row.line, reason, detail, raw: row.raw() });
  return { kind: 'rejected', line };
}
