import { FileWriter } from '@llamaforge/shards';
import type { OutputTarget } from './engine.ts';

/** A writer of an output, anew or behind what was committed. */
export function openOutput({ path, committedBytes }: OutputTarget): FileWriter {
  return committedBytes === undefined
    ? FileWriter.create(path)
    : FileWriter.append(path, committedBytes);
}
