import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseManifestText, type Manifest, type ManifestOutput } from '@llamaforge/manifest';
import { FileAccessError } from '@llamaforge/schema';
import { ProblemTally } from './problem-tally.ts';
import { translateReadErrors } from './translate-read-errors.ts';

/** A manifest with its entries for the files it describes, or why there is none to compare with. */
export interface ReadManifest {
  readonly problems: ProblemTally;
  readonly manifest: Manifest | undefined;
  readonly corpus: ManifestOutput | undefined;
  readonly rejects: ManifestOutput | undefined;
}

/** Where a corpus's manifest lies unless told: `x.manifest.json` beside `x.jsonl` if it is there, else the merge's name. */
export function findManifestPath(corpusPath: string): string {
  const own = corpusPath.replace(/(?:\.jsonl)?$/u, '.manifest.json');
  const merged = join(dirname(corpusPath), 'merged_corpus_manifest.json');
  return basename(corpusPath) !== 'merged_global_corpus.jsonl' && existsSync(own) ? own : merged;
}

/** Reads a manifest; what is wrong with it is counted, not thrown, so that the rows can be checked without it. */
export async function readManifest(path: string): Promise<ReadManifest> {
  const problems = new ProblemTally();
  const manifest = await parseFile(path, problems);
  const corpora = manifest?.outputs.filter(({ role }) => role === 'corpus') ?? [];
  const rejects = manifest?.outputs.filter(({ role }) => role === 'rejects') ?? [];
  if (manifest !== undefined && corpora.length !== 1) {
    problems.add(() => `outputs: ${String(corpora.length)} files of role corpus, not one`);
  }
  if (rejects.length > 1) {
    problems.add(() => `outputs: ${String(rejects.length)} files of role rejects, not one`);
  }
  return { problems, manifest, corpus: corpora[0], rejects: rejects[0] };
}

async function parseFile(path: string, problems: ProblemTally): Promise<Manifest | undefined> {
  let text: string;
  try {
    text = await translateReadErrors(path, () => readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    problems.add(() => `${error.message} Name the corpus's manifest with --manifest.`);
    return undefined;
  }
  const parsed = parseManifestText(text);
  if ('manifest' in parsed) return parsed.manifest;
  for (const problem of parsed.problems) problems.add(() => problem);
  return undefined;
}
