import type { TableLoader } from '@llamaforge/dedup';
import type { PhaseTimes, Terms } from '@llamaforge/kernel';
import { categories, rowShapes } from '@llamaforge/schema';
import type { OptionalIndex } from '../corpus-index/optional-index.ts';
import { LengthCounts } from '../length-counts.ts';
import type { SurveyedFile } from '../survey-file.ts';
import { allRejectReasons } from '../treatment/reject-reasons.ts';
import { accountOf } from './file-account.ts';
import { addWorkerLengths } from './length-sums.ts';
import type { ThreadListener } from './run-threads.ts';
import type { FileCounts } from './worker-tally.ts';

/** Keeps what threads report of files, labels and lengths, and enters it into a generation's books. */
export class KernelBooks implements ThreadListener {
  readonly #loader: TableLoader;
  readonly #index: OptionalIndex | undefined;
  readonly #files: readonly SurveyedFile[];
  readonly #counts: FileCounts[][];
  readonly #labelRows: Uint32Array[];
  readonly #lengths = new LengthCounts();
  /** the database's number of each file, by its number in the kernel */
  readonly fileIds: readonly number[];
  /** by worker, in the order in which they ended */
  readonly phases: PhaseTimes[] = [];

  constructor(files: readonly SurveyedFile[], { loader, index, generation }: BooksTargets) {
    this.#loader = loader;
    this.#index = index;
    this.#files = files;
    this.#counts = files.map(() => []);
    this.#labelRows = files.map(() => new Uint32Array());
    this.fileIds = files.map(({ input, bytes }) =>
      loader.addFile({ path: input.name, bytes, generation }),
    );
  }

  readonly onWorkerReport: ThreadListener['onWorkerReport'] = (report) => {
    switch (report.kind) {
      case 'counts':
        this.#counts[report.fileNumber]?.push(report.counts);
        return;
      case 'labels':
        this.#labelRows[report.fileNumber] = report.rows;
        return;
      case 'done':
        this.phases.push(report.phases);
        addWorkerLengths(this.#lengths, report);
    }
  };

  readonly onRejected: ThreadListener['onRejected'] = ({ files, lines, parts, reasons }) => {
    const ids = files.map((number) => this.fileIds[number] ?? 0);
    const reasonNames = allRejectReasons;
    this.#loader.addRejected({ count: ids.length, files: ids, lines, parts, reasons, reasonNames });
  };

  readonly onIndexBlock: ThreadListener['onIndexBlock'] = (block, rows) => {
    this.#index?.addBlock(block, rows);
  };

  /** Enters the files' hashes, once a thread has them. */
  async addHashes(): Promise<void> {
    for (const [number, { sha256 }] of this.#files.entries()) {
      this.#loader.setFileHash(this.fileIds[number] ?? 0, await sha256);
    }
  }

  /** Enters labels, which may be there; gives the database's number of each, by its number in the kernel. */
  addLabels(labels: Terms['labels']): number[] {
    return labels.map(({ source, category, shape }) =>
      this.#loader.addLabel({ source, category: categoryAt(category), shape: shapeAt(shape) }),
    );
  }

  /** Enters all of it, once every row is claimed; gives the database's number of each label, by its number in the kernel. */
  close({ labels, pairs, unknownTags }: Terms): number[] {
    const loader = this.#loader;
    this.#index?.setLabels(pairs.map(({ source, category }) => [source, categoryAt(category)]));
    const labelIds = this.addLabels(labels);
    for (const { tag, rows } of unknownTags) loader.countUnknownCategory(tag, rows);
    this.#lengths.store(loader);
    for (const [number, file] of this.#files.entries()) {
      const account = accountOf(file, this.#counts[number] ?? []);
      const rows = this.#labelRows[number] ?? new Uint32Array();
      const labelRows = Array.from(
        { length: rows.length / 2 },
        (_, index) => [labelIds[rows[2 * index] ?? 0] ?? 0, rows[2 * index + 1] ?? 0] as const,
      );
      loader.closeFile(this.fileIds[number] ?? 0, account, labelRows);
    }
    return labelIds;
  }
}

interface BooksTargets {
  readonly loader: TableLoader;
  readonly index: OptionalIndex | undefined;
  readonly generation: number;
}

function categoryAt(place: number): (typeof categories)[number] {
  const category = categories[place];
  if (category === undefined) throw new RangeError(`there is no category ${String(place)}`);
  return category;
}

function shapeAt(place: number): (typeof rowShapes)[number] {
  const shape = rowShapes[place];
  if (shape === undefined) throw new RangeError(`there is no shape ${String(place)}`);
  return shape;
}
