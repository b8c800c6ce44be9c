import { isWithinShare, validationKey } from '@llamaforge/profiles';
import { promptDigestOfLine } from '@llamaforge/schema';
import { FileWriter, type LineBatch, type WriteThread, type WrittenPart } from '@llamaforge/shards';
import type { PendingMove } from '../publish.ts';

/** One file of the rows that are written, in their order: those before `endPosition` that are not in the one before. */
export interface OutputPart {
  readonly move: PendingMove;
  readonly endPosition: number;
}

/** A file that was written whole and still has its temporary name. */
export interface WrittenOutput {
  readonly role: 'corpus' | 'validation';
  readonly move: PendingMove;
  readonly written: WrittenPart;
}

/** What is set aside, and where. */
export interface SetAside {
  /** of the prompts, between 0 and 1 */
  readonly share: number;
  readonly move: PendingMove;
}

/** Writes the rows of a selection to its files: those set aside for validation to one, all others part by part. */
export class SelectionFiles {
  readonly #parts: readonly { readonly part: OutputPart; readonly file: FileWriter }[];
  readonly #setAside: (SetAside & { readonly file: FileWriter }) | undefined;
  #part = 0;

  /** @param thread writes and hashes where it is given; it must outlive the files */
  constructor(parts: readonly OutputPart[], setAside: SetAside | undefined, thread?: WriteThread) {
    const create = ({ from }: PendingMove): FileWriter => FileWriter.create(from, thread);
    this.#parts = parts.map((part) => ({ part, file: create(part.move) }));
    this.#setAside = setAside && { ...setAside, file: create(setAside.move) };
  }

  /** Writes lines in one piece from `position` on; false, and nothing is written, where they may belong to several files. */
  writeTogether({ bytes, ends }: LineBatch, position: number): boolean {
    if (this.#setAside !== undefined) return false;
    const { part, file } = this.#partAt(position);
    if (position + ends.length > part.endPosition) return false;
    file.writeRows(bytes, ends.length);
    return true;
  }

  /**
   * Writes one line, line feed included; positions come in their order. A row that stands here once more and is set
   * aside is not written at all: it is there already.
   */
  write(line: Buffer, position: number, isRepeat: boolean): 'corpus' | 'validation' | 'left_out' {
    const setAside = this.#setAside;
    if (setAside !== undefined && isSetAside(line, setAside.share)) {
      if (isRepeat) return 'left_out';
      setAside.file.writeRows(line, 1);
      return 'validation';
    }
    this.#partAt(position).file.writeRows(line, 1);
    return 'corpus';
  }

  /** Brings all files to the disk and closes them. */
  finish(): WrittenOutput[] {
    const corpus = this.#parts.map(({ part, file }) => ({
      role: 'corpus' as const,
      move: part.move,
      written: file.finish(),
    }));
    const setAside = this.#setAside;
    if (setAside === undefined) return corpus;
    return [
      ...corpus,
      { role: 'validation', move: setAside.move, written: setAside.file.finish() },
    ];
  }

  #partAt(position: number): { readonly part: OutputPart; readonly file: FileWriter } {
    while (position >= (this.#parts[this.#part]?.part.endPosition ?? Infinity)) this.#part += 1;
    const current = this.#parts[this.#part];
    if (current === undefined) throw new RangeError(`no part holds position ${String(position)}`);
    return current;
  }

  /** Removes what is not finished. */
  [Symbol.dispose](): void {
    for (const { file } of this.#parts) file.discard();
    this.#setAside?.file.discard();
  }
}

/**
 * Told by the prompt alone, and by no seed: rows that ask the same stand on one side, and a row stays on its side in
 * every mix and when the corpus grows.
 */
function isSetAside(line: Buffer, share: number): boolean {
  const digest = promptDigestOfLine(line);
  if (digest === undefined) throw new Error('a line of an indexed corpus is not a record');
  const prefix = {
    high: Number.parseInt(digest.slice(0, 8), 16),
    low: Number.parseInt(digest.slice(8, 16), 16),
  };
  return isWithinShare(prefix, validationKey, share);
}
