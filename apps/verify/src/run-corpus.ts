import { resolve } from 'node:path';
import { reportCorpus, nameOfKind } from './corpus-report.ts';
import { type CommandOutcome } from './command-outcome.ts';
import { type Reading } from './read-chunks.ts';
import { parseSampleFlags } from './sample-flags.ts';
import { UsageError } from './usage-error.ts';
import { verifyCorpus } from './verify-corpus.ts';
import { writeJunitFile } from './write-junit-file.ts';

/** What `corpus` is asked for, and the Python whose libraries `consumers` are. */
export interface CorpusWords {
  readonly file: string;
  readonly manifest: string | undefined;
  readonly rejects: string | undefined;
  readonly alone: boolean;
  readonly sample: string;
  readonly seed: string;
  readonly consumers: boolean;
  readonly python: string;
  readonly junit: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Checks a corpus and says what was found, also in a file for CI where one is named; throws CorpusError, UsageError among them. */
export async function runCorpus(words: CorpusWords, reading: Reading): Promise<CommandOutcome> {
  const { file, manifest, rejects, alone, consumers, python, junit } = words;
  refuseBeside('--manifest', { alone, path: manifest });
  refuseBeside('--rejects', { alone, path: rejects });
  const { rows, seed } = parseSampleFlags(words);
  const verification = await verifyCorpus({ file, manifest, rejects }, reading, {
    sample: rows === undefined ? undefined : { rows, seed },
    isAlone: alone,
    consumersOf: consumers ? { python: locateProgram(python) } : undefined,
  });
  const { kind, checks } = verification;
  writeJunitFile(junit, { suite: nameOfKind[kind ?? 'corpus'], file, checks });
  return reportCorpus(verification, words);
}

function refuseBeside(
  flag: string,
  { alone, path }: { readonly alone: boolean; readonly path: string | undefined },
): void {
  if (!alone || path === undefined) return;
  throw new UsageError(`--alone checks the corpus without any other file: leave out ${flag}.`);
}

/** A program's path holds wherever it is run; a bare name is looked for on PATH. */
function locateProgram(named: string): string {
  return named.includes('/') ? resolve(named) : named;
}
