import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { type RowValues } from '../canonical-form.ts';
import { LONGEST_LINE_BYTES } from '../line-splitter.ts';
import { parseRow } from './parse-row.ts';
import { type WalkedFile } from './walk-plan.ts';

const LINE_FEED = 0x0a;
const FIRST_BYTES = 8 * 1024;

/** Reads rows again by their places. Its files stay open until it is disposed of. */
export class PlacedRows {
  readonly #files: readonly WalkedFile[];
  readonly #descriptors = new Map<WalkedFile, number>();
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);

  constructor(files: readonly WalkedFile[]) {
    this.#files = files;
  }

  /** Of which file a place is, by its name; undefined where there is one file alone. */
  fileNameOf(place: number): string | undefined {
    const file = this.#files.length > 1 ? this.#fileOf(place) : undefined;
    return file && basename(file.path);
  }

  /** The row that begins at a place among the bytes of all files; undefined where there is none any more. */
  readRow(place: number): RowValues | undefined {
    const file = this.#fileOf(place);
    if (file === undefined) return undefined;
    const line = this.#readLine(this.#descriptorOf(file), place - file.base);
    return line === undefined ? undefined : parseRow(line.toString('utf8'));
  }

  [Symbol.dispose](): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor);
    this.#descriptors.clear();
  }

  #fileOf(place: number): WalkedFile | undefined {
    return this.#files.find(({ base, bytes }) => place >= base && place < base + bytes);
  }

  #descriptorOf(file: WalkedFile): number {
    let descriptor = this.#descriptors.get(file);
    if (descriptor === undefined) {
      descriptor = openSync(file.path, 'r');
      this.#descriptors.set(file, descriptor);
    }
    return descriptor;
  }

  /** Valid until the next call. */
  #readLine(descriptor: number, offset: number): Buffer | undefined {
    let filled = 0;
    for (;;) {
      const buffer = this.#buffer;
      const read = readSync(descriptor, buffer, filled, buffer.length - filled, offset + filled);
      const end = buffer.subarray(0, filled + read).indexOf(LINE_FEED, filled);
      filled += read;
      if (end !== -1) return buffer.subarray(0, end);
      if (read === 0) return buffer.subarray(0, filled);
      if (filled < buffer.length) continue;
      if (filled > LONGEST_LINE_BYTES) return undefined;
      this.#buffer = Buffer.concat([buffer, Buffer.allocUnsafeSlow(buffer.length)]);
    }
  }
}
