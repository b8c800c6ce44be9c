import {
  adaptRow,
  categoryByRules,
  decideCategory,
  readRowTags,
  type RowTags,
} from '@llamaforge/adapters';
import type { TableFiller } from '@llamaforge/dedup';
import { digestOf, writeRecordLine, type DigestKey, type RowMapping } from '@llamaforge/schema';
import { readRows, type FileRow, type FileWriter } from '@llamaforge/shards';
import type { IndexWriter } from './corpus-index/index-writer.ts';
import { FileTally } from './file-tally.ts';
import type { LengthCounts } from './length-counts.ts';
import { writeRejectLine } from './reject-line.ts';
import { mappingOf } from './mapping-of.ts';
import type { SurveyedFile } from './survey-file.ts';
import type { RejectedRecord, TreatedRecord, TreatRecord } from './treatment/treat-record.ts';

/** Where a merge puts rows. */
export interface MergeTargets {
  readonly table: TableFiller;
  readonly corpus: FileWriter;
  readonly rejects: FileWriter;
  readonly lengths: LengthCounts;
  readonly key: DigestKey;
  readonly treat: TreatRecord;
  readonly generation: number;
  /** what later commands need to know of the rows; undefined where they are to find it out */
  readonly index?: Pick<IndexWriter, 'add'> | undefined;
}

/** How far a file is read, and how that is stopped and seen. */
export interface ReadingOptions {
  /** records, kept or duplicate, that the source's cap still allows */
  readonly mostRecords: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Merges the rows of one file: each is kept, a duplicate, or rejected, and counted. */
export class FileMerger {
  readonly tally = new FileTally();
  readonly #file: SurveyedFile;
  readonly #id: number;
  readonly #targets: MergeTargets;
  readonly #mapping: RowMapping;

  constructor(file: SurveyedFile, sha256: string, targets: MergeTargets) {
    const { input, bytes } = file;
    this.#file = file;
    this.#targets = targets;
    this.#mapping = mappingOf(input);
    this.#id = targets.table.addFile({
      path: input.name,
      bytes,
      sha256,
      generation: targets.generation,
    });
  }

  /** Reads the rows in order, as far as the cap allows, and closes the file's books. */
  async run({ mostRecords, signal, onBytes }: ReadingOptions): Promise<void> {
    const { input, format, vote } = this.#file;
    const { license } = input;
    for await (const row of readRows(input.path, format, { signal, onBytes })) {
      if (this.tally.records >= mostRecords) break;
      this.#addRow(row, mostRecords);
    }
    this.#targets.table.closeFile(this.#id, this.tally.account({ format, license, vote }));
  }

  #addRow(row: FileRow, mostRecords: number): void {
    switch (row.kind) {
      case 'blank':
        this.tally.countBlank();
        return;
      case 'broken':
        this.#reject(row, 0, { reason: row.reason, detail: row.detail, shape: undefined });
        return;
      case 'row': {
        const { vote, language: sourceLanguage, input } = this.#file;
        const tags = readRowTags(row.value);
        const evidence = { card: input.settings.category, vote, tags, sourceLanguage };
        for (const [part, adapted] of adaptRow(row.value, this.#mapping).entries()) {
          if (this.tally.records >= mostRecords) return;
          const treated = this.#targets.treat(adapted, evidence);
          if (treated.kind === 'rejected') this.#reject(row, part, treated);
          else this.#add(treated, tags, { line: row.line, part });
        }
      }
    }
  }

  #add(
    treated: TreatedRecord,
    tags: RowTags,
    at: { readonly line: number; readonly part: number },
  ): void {
    const { settings, source: fileSource } = this.#file.input;
    const { text, shape } = treated;
    const { category, way, unknownTag } = decideCategory({
      card: settings.category,
      tags,
      vote: this.#file.vote,
      rulesCategory: () => categoryByRules(text).category,
    });
    const source = settings.name ?? tags.source ?? fileSource;
    this.tally.countRecord(treated);
    if (unknownTag !== undefined) this.#targets.table.countUnknownCategory(unknownTag);
    const digest = digestOf(text, this.#targets.key);
    if (
      !this.#targets.table.claim(digest, { file: this.#id, ...at }, { source, category, shape })
    ) {
      this.tally.countDuplicate();
      return;
    }
    this.tally.countKept(way);
    this.#targets.lengths.add(text);
    const record = { ...text, _category: category, _source: source };
    const line = Buffer.from(`${writeRecordLine(record)}\n`, 'utf8');
    this.#targets.corpus.writeRows(line, 1);
    this.#targets.index?.add(record, line, digest);
  }

  #reject(
    row: Extract<FileRow, { kind: 'row' | 'broken' }>,
    part: number,
    why: Omit<RejectedRecord, 'kind'>,
  ): void {
    const { reason, detail, shape } = why;
    this.tally.countRejected(reason, shape);
    this.#targets.table.reject({ file: this.#id, line: row.line, part }, reason);
    this.#targets.rejects.writeLine(
      writeRejectLine({
        file: this.#file.input.name,
        line: row.line,
        reason,
        detail,
        raw: row.raw(),
      }),
    );
  }
}
