import { layout, type ContextPlan, type KernelThread } from '@llamaforge/kernel';
import { readErrorOf } from '@llamaforge/schema';
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { JobFile } from './merge-job.ts';

const lineFeed = 0x0a;
// Most lines end within so many bytes behind their chunk, so that one read brings them whole.
const usualTailBytes = 16 * 1024;

/** What a chunk brought into a context. */
export interface LoadedChunk {
  /** where a last line begins in the file that is too long for the context; undefined where all lines are there */
  readonly longLineStart: number | undefined;
}

/** Reads chunks of files in which rows are lines; a chunk owns the lines that begin in it. */
export class ChunkReader {
  readonly #thread: KernelThread;
  readonly #chunkBytes: number;
  #open: { readonly file: JobFile; readonly descriptor: number } | undefined;

  constructor(thread: KernelThread, chunkBytes: number) {
    this.#thread = thread;
    this.#chunkBytes = chunkBytes;
  }

  /** Brings the lines of the `index`-th chunk of a file into a context. */
  load(file: JobFile, index: number, context: ContextPlan): LoadedChunk {
    const start = index * this.#chunkBytes;
    const end = Math.min(start + this.#chunkBytes, file.bytes);
    // The byte before tells whether the chunk begins with a line of its own.
    const from = Math.max(0, start - 1);
    const capacity = this.#thread.buffer(context.input, context.inputBytes);
    this.#thread.countRead(end - start);
    let filled = this.#readInto(file, capacity.subarray(0, end - from + usualTailBytes), from);
    const firstFeed = start === 0 ? -1 : capacity.subarray(0, end - 1 - from).indexOf(lineFeed);
    if (end === start || (start > 0 && firstFeed === -1)) return this.#set(context, 0, 0);
    const first = firstFeed + 1;
    const lastByte = end - 1 - from;
    let feed = indexOfFeed(capacity, lastByte, filled);
    while (feed === -1 && from + filled < file.bytes && filled < capacity.length) {
      const searched = filled;
      filled += this.#readInto(file, capacity.subarray(filled), from + filled);
      if (filled === searched) break;
      feed = indexOfFeed(capacity, searched, filled);
    }
    if (feed !== -1) return this.#set(context, first, feed + 1);
    if (from + filled >= file.bytes) return this.#set(context, first, filled);
    const lineStart = Math.max(first, capacity.subarray(0, lastByte).lastIndexOf(lineFeed) + 1);
    this.#set(context, first, lineStart);
    return { longLineStart: from + lineStart };
  }

  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.descriptor);
    this.#open = undefined;
  }

  #set(context: ContextPlan, start: number, end: number): LoadedChunk {
    setInput(this.#thread, context, { start, end });
    return { longLineStart: undefined };
  }

  #readInto(file: JobFile, target: Buffer, position: number): number {
    try {
      if (this.#open?.file !== file) {
        this.close();
        this.#open = { file, descriptor: openSync(file.path, 'r') };
      }
      const { descriptor } = this.#open;
      let done = 0;
      while (done < target.length) {
        const read = readSync(descriptor, target, done, target.length - done, position + done);
        if (read === 0) break;
        done += read;
      }
      return done;
    } catch (error) {
      throw readErrorOf(error, file.path);
    }
  }
}

/** Says which bytes of a context's input its rows are; each ends in a line feed, the last one perhaps not. */
export function setInput(
  thread: KernelThread,
  { context, input }: ContextPlan,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  thread.write(context + layout.cursorAt, input + start);
  thread.write(context + layout.inputEndAt, input + end);
  const isValid = isUtf8(thread.buffer(input + start, end - start));
  thread.write(context + layout.isUtf8At, isValid ? 1 : 0);
}

function indexOfFeed(bytes: Buffer, from: number, to: number): number {
  const found = bytes.subarray(from, to).indexOf(lineFeed);
  return found === -1 ? -1 : from + found;
}
