import { adaptPreference, adaptRow, type AdaptedPreference } from '@llamaforge/adapters';
import {
  jsonText,
  writeRecordLine,
  type Category,
  type NamedRejectReason,
  type RowMapping,
} from '@llamaforge/schema';
import type { FileRow, RawText } from '@llamaforge/shards';
import { writeRejectLine } from '../reject-line.ts';
import { LineBuffer, type EncodedLines } from './line-buffer.ts';

/** What is to become of a source's rows; plain data, so that another thread can be told. */
export interface NormalizeJob {
  readonly mapping: RowMapping;
  readonly category: Category;
  readonly source: string;
  /** whether pairs are wanted beside the records */
  readonly takesPairs: boolean;
}

/** A row that is no record; `afterRecords` says how many records of its batch stand before it. */
export interface BatchReject {
  readonly afterRecords: number;
  readonly reason: NamedRejectReason;
}

/** What came of some rows, in order. */
export interface NormalizedBatch {
  readonly records: EncodedLines;
  readonly rejects: readonly BatchReject[];
  /** the line of each in the rejects file; undefined where there are none */
  readonly rejectLines: EncodedLines | undefined;
  /** a line for each record, empty where there is no pair; undefined where none are wanted */
  readonly pairs: EncodedLines | undefined;
  /** which records have no pair, counted from 0, and why */
  readonly pairless: readonly { readonly record: number; readonly reason: string }[];
}

/** What is read of a row: its records, and its pair where those are wanted. */
type Read = Pick<AdaptedPreference, 'adapted'> & Partial<Pick<AdaptedPreference, 'pair'>>;

/** Turns rows of one file into the lines that a source's files get. */
export class BatchNormalizer {
  readonly #file: string;
  readonly #job: NormalizeJob;
  readonly #records = new LineBuffer();
  readonly #pairs: LineBuffer | undefined;
  readonly #rejects: BatchReject[] = [];
  #rejectLines: LineBuffer | undefined;
  readonly #pairless: { record: number; reason: string }[] = [];

  /** @param file what rejected rows are listed under */
  constructor(file: string, job: NormalizeJob) {
    this.#file = file;
    this.#job = job;
    this.#pairs = job.takesPairs ? new LineBuffer() : undefined;
  }

  /** Records and rejected rows so far. */
  get units(): number {
    return this.#records.lines + this.#rejects.length;
  }

  /** Bytes of records so far. */
  get bytes(): number {
    return this.#records.bytes;
  }

  add(row: FileRow): void {
    if (row.kind === 'broken') this.#reject(row, row);
    if (row.kind !== 'row') return;
    const { mapping, category, source } = this.#job;
    const { adapted: all, pair }: Read =
      this.#pairs === undefined
        ? { adapted: adaptRow(row.value, mapping) }
        : adaptPreference(row.value, mapping);
    for (const adapted of all) {
      if (adapted.kind === 'rejected') {
        this.#reject(row, adapted);
        continue;
      }
      const record = { ...adapted.text, _category: category, _source: source };
      this.#records.add(writeRecordLine(record));
      if (pair !== undefined) this.#addPair(pair);
    }
  }

  finish(): NormalizedBatch {
    return {
      records: this.#records.finish(),
      rejects: this.#rejects,
      rejectLines: this.#rejectLines?.finish(),
      pairs: this.#pairs?.finish(),
      pairless: this.#pairless,
    };
  }

  #addPair(pair: AdaptedPreference['pair']): void {
    const { category, source } = this.#job;
    if ('reason' in pair) {
      this.#pairless.push({ record: this.#records.lines - 1, reason: pair.reason });
      this.#pairs?.addNone();
      return;
    }
    const { prompt, chosen, rejected } = pair;
    this.#pairs?.add(
      `{"prompt":${jsonText(prompt)},"chosen":${jsonText(chosen)},"rejected":${jsonText(rejected)},"category":"${category}","source":${jsonText(source)}}`,
    );
  }

  #reject(
    { line, raw }: { readonly line: number; readonly raw: () => RawText },
    { reason, detail }: { readonly reason: NamedRejectReason; readonly detail: string },
  ): void {
    this.#rejectLines ??= new LineBuffer();
    this.#rejectLines.add(writeRejectLine({ file: this.#file, line, reason, detail, raw: raw() }));
    this.#rejects.push({ afterRecords: this.#records.lines, reason });
  }
}
