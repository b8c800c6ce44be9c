import { readErrorOf } from '@llamaforge/schema';
import { closeSync, openSync, readSync } from 'node:fs';
import type { SurveyedFile } from '../survey-file.ts';
import { isSplit } from './merge-job.ts';
import { shortestRecordBytes } from './prepare-job.ts';

const sampleBytes = 1024 * 1024;
// The largest files tell most of what all hold.
const mostSamples = 16;
// Of the rows that no sample tells of.
const usualRowBytes = 1024;

/**
 * How many rows files may have, for a guess: the largest ones are looked into, unless it is clear from the bytes that
 * there are at most `enough`. What compressed files hold more than other ones is not known.
 */
export function expectedRows(files: readonly SurveyedFile[], enough: number): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const mostRows = bytes / shortestRecordBytes;
  if (mostRows <= enough) return mostRows;
  const samples = files
    .filter(isSampled)
    .toSorted((left, right) => right.bytes - left.bytes)
    .slice(0, mostSamples)
    .map(({ input }) => sample(input.path));
  const sampled = samples.reduce((sum, { length }) => sum + length, 0);
  const feeds = samples.reduce((sum, head) => sum + countFeeds(head), 0);
  return bytes / (feeds === 0 ? usualRowBytes : sampled / feeds);
}

function isSampled({ format }: SurveyedFile): boolean {
  return isSplit({ format });
}

function sample(path: string): Buffer {
  const head = Buffer.allocUnsafe(sampleBytes);
  try {
    const descriptor = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(descriptor, head, 0, sampleBytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readErrorOf(error, path);
  }
}

function countFeeds(bytes: Buffer): number {
  let feeds = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) feeds += 1;
  return feeds;
}
