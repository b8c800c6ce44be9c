import { basename } from 'node:path';
import { type CorpusComparison, type CorpusReport } from '@llamaforge/report';
import { CorpusError } from '@llamaforge/schema';
import { compareManifests } from '../compare-manifests.ts';
import { readComparedManifest } from '../read-compared-manifest.ts';
import { type Reading } from '../read-chunks.ts';
import { verifyCorpus, type CorpusFiles, type CorpusVerification } from '../verify-corpus.ts';
import { allOrNone } from './all-or-none.ts';
import { describeWalk, type WalkFigures } from './describe-walk.ts';
import {
  describeFiles,
  describeFlow,
  describeLabels,
  describeOverlap,
  describeSources,
} from './manifest-figures.ts';
import { planSample } from './plan-sample.ts';
import { readRejectExamples, type RejectedRows } from './read-reject-examples.ts';
import { describeRejects } from './describe-rejects.ts';
import { findReportFiles, type ReportFiles } from './report-files.ts';
import { describeHeadline } from './describe-headline.ts';
import { estimateRows } from './estimate-rows.ts';
import { readTokenizer } from './token-counter.ts';
import { walkCorpus, type WalkForm } from './walk-corpus.ts';
import { type WalkPlan } from './walk-plan.ts';

/** What a report is asked for. */
export interface ReportRequest {
  readonly files: CorpusFiles;
  /** an earlier manifest, or its corpus, to compare with */
  readonly before: string | undefined;
  /** about how many rows are looked at closely; undefined for every row */
  readonly sampleRows: number | undefined;
  /** 0 or a whole number above */
  readonly seed: number;
  /** path of a tokenizer.json */
  readonly tokenizer: string | undefined;
  /** of this program, said where no manifest tells another */
  readonly toolVersion: string;
  /** how the walk is cut up; by the size of the corpus unless told, and without any effect on what is reported */
  readonly form?: WalkForm;
}

/**
 * What is in a corpus, from its manifest and one pass over its rows; throws CorpusError where a file that is needed
 * cannot be read, or the signal's reason. A corpus that fails its verification is reported all the same.
 */
export async function makeReport(request: ReportRequest, reading: Reading): Promise<CorpusReport> {
  const found = await findReportFiles(request.files);
  const manifest = found.manifest?.content;
  const comparison = await compareWith(request.before, found);
  const [walked, rejected, verification] = await readAll(request, found, reading);
  const { sums, figures } = walked;
  const labels = describeLabels(manifest, sums.tails);
  return {
    headline: describeHeadline({
      file: request.files.file,
      rows: sums.rows,
      bytes: found.rows.reduce((sum, { bytes }) => sum + bytes, 0),
      manifest,
      labels,
      verification,
      toolVersion: request.toolVersion,
    }),
    flow: manifest === undefined ? undefined : describeFlow(manifest),
    labels,
    sources: describeSources(manifest, sums.tails),
    files: manifest === undefined ? [] : describeFiles(manifest),
    overlap: manifest === undefined ? [] : describeOverlap(manifest),
    ...figures,
    rejects: describeRejects(manifest, rejected),
    comparison,
  };
}

/** Walks, verifies and reads what was rejected beside one another; how far that is, the walk tells first. */
async function readAll(
  request: ReportRequest,
  found: ReportFiles,
  reading: Reading,
): Promise<[WalkFigures, RejectedRows, CorpusVerification]> {
  let isWalked = false;
  const onLaterProgress: Reading['onProgress'] = (progress) => {
    if (isWalked) reading.onProgress(progress);
  };
  return allOrNone(reading, (together) => {
    const later = { ...together, onProgress: onLaterProgress };
    const walking = walkRows(request, found, together).then((figures) => {
      isWalked = true;
      return figures;
    });
    return [walking, readRejected(found, later), verify(request, found, later)];
  });
}

async function compareWith(
  before: string | undefined,
  { manifest }: ReportFiles,
): Promise<CorpusComparison | undefined> {
  if (before === undefined) return undefined;
  if (manifest === undefined) {
    throw new CorpusError(
      'The corpus has no manifest to compare with the earlier one. Name it with --manifest, or leave out --before.',
    );
  }
  const earlier = await readComparedManifest(before);
  return compareManifests(earlier.manifest, manifest.content, {
    before: earlier.path,
    after: manifest.path,
  });
}

async function walkRows(
  { sampleRows, seed, tokenizer, form }: ReportRequest,
  { rows }: ReportFiles,
  reading: Reading,
): Promise<WalkFigures> {
  // Before the walk, so that a wrong file is not found out in every thread.
  if (tokenizer !== undefined) await readTokenizer(tokenizer);
  const sample = await planSample(rows, {
    sampleRows,
    seed,
    hasTokenizer: tokenizer !== undefined,
  });
  const plan: WalkPlan = { sample, tokenizer };
  const walked = await walkCorpus(rows, { plan, form }, reading);
  return describeWalk(walked, { files: rows, plan, name: nameOf(tokenizer) }, reading);
}

function nameOf(tokenizer: string | undefined): string | undefined {
  return tokenizer === undefined ? undefined : basename(tokenizer);
}

async function readRejected({ rejects }: ReportFiles, reading: Reading): Promise<RejectedRows> {
  return rejects === undefined ? new Map() : readRejectExamples(rejects, reading);
}

// What holds row by row is found wanting by a part of the sample too: the rest is left to the command that verifies.
const MOST_VERIFIED_ROWS = 20_000;

/** All of a corpus of no more rows than the sample, else a sample of it. */
async function verify(
  { files, sampleRows, seed }: ReportRequest,
  { manifest, rows }: ReportFiles,
  reading: Reading,
): Promise<CorpusVerification> {
  const isWhole = sampleRows === undefined || (await estimateRows(rows)) <= sampleRows;
  return verifyCorpus(files, reading, {
    sample: isWhole ? undefined : { rows: Math.min(sampleRows, MOST_VERIFIED_ROWS), seed },
    isAlone: manifest === undefined,
  });
}
