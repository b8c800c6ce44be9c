import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseManifestText, type Manifest, type ManifestOutput } from '@llamaforge/manifest';
import { FileAccessError } from '@llamaforge/schema';
import { ProblemTally } from './problem-tally.ts';
import { translateReadErrors } from './translate-read-errors.ts';

/** A manifest with its entries for the files it describes, or why there is none to compare with. */
export type ReadManifest = ManifestEntries &
  (
    | { readonly manifest: Manifest; readonly missing: undefined }
    | { readonly manifest: undefined; readonly missing: string }
  );

interface ManifestEntries {
  readonly problems: ProblemTally;
  /** One; of a curriculum in several files, one a phase. */
  readonly corpora: readonly ManifestOutput[];
  readonly validation: ManifestOutput | undefined;
  readonly rejects: ManifestOutput | undefined;
}

/** Where a corpus's manifest lies unless told: `x.manifest.json` beside `x.jsonl` if it is there, else the merge's name. */
export function findManifestPath(corpusPath: string): string {
  const own = corpusPath.replace(/(?:\.jsonl)?$/u, '.manifest.json');
  const merged = join(dirname(corpusPath), 'merged_corpus_manifest.json');
  return basename(corpusPath) !== 'merged_global_corpus.jsonl' && existsSync(own) ? own : merged;
}

/** In the place of the manifest of a corpus that is checked alone. */
export function readNoManifest(): ReadManifest {
  return makeMissing('the corpus is checked alone', new ProblemTally());
}

/** Reads a manifest; what is wrong with it is counted, not thrown, so that the rows can be checked without it. */
export async function readManifest(path: string): Promise<ReadManifest> {
  const problems = new ProblemTally();
  const manifest = await parseFile(path, problems);
  if (manifest === undefined) return makeMissing('there is no manifest to compare with', problems);
  const [corpora, validation, rejects] = (['corpus', 'validation', 'rejects'] as const).map(
    (role) => manifest.outputs.filter((output) => output.role === role),
  );
  refuseOutputs(manifest, problems);
  const isCurriculum = manifest.kind === 'curriculum';
  return {
    problems,
    missing: undefined,
    manifest,
    corpora: (isCurriculum ? corpora : corpora?.slice(0, 1)) ?? [],
    validation: validation?.[0],
    rejects: rejects?.[0],
  };
}

function makeMissing(missing: string, problems: ProblemTally): ReadManifest {
  const nothing = { manifest: undefined, validation: undefined, rejects: undefined };
  return { ...nothing, problems, missing, corpora: [] };
}

const none = { counts: [0], say: 'none' } as const;
const one = { counts: [1], say: 'one' } as const;
const atMostOne = { counts: [0, 1], say: 'at most one' } as const;

interface AllowedFiles {
  readonly counts: readonly number[];
  readonly say: string;
}

/** Finds roles of which a manifest of its kind has more or fewer files than it may. */
function refuseOutputs({ kind, outputs, selection }: Manifest, problems: ProblemTally): void {
  const isSelection = kind !== 'corpus';
  const phases = selection?.order?.phases.length ?? 1;
  const aPhase = { counts: [1, phases], say: `one or ${String(phases)}` };
  const allowed: Readonly<Record<ManifestOutput['role'], AllowedFiles>> = {
    corpus: kind === 'curriculum' && phases > 1 ? aPhase : one,
    validation: isSelection ? atMostOne : none,
    rejects: isSelection ? none : atMostOne,
  };
  for (const role of ['corpus', 'validation', 'rejects'] as const) {
    const { counts, say } = allowed[role];
    const files = outputs.filter((output) => output.role === role).length;
    if (counts.includes(files)) continue;
    problems.add(() => `outputs: ${String(files)} files of role ${role}, not ${say}`);
  }
}

async function parseFile(path: string, problems: ProblemTally): Promise<Manifest | undefined> {
  let text: string;
  try {
    text = await translateReadErrors(path, () => readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    problems.add(
      () =>
        `${error.message} Name the corpus's manifest with --manifest, or check its rows by themselves with --alone.`,
    );
    return undefined;
  }
  const parsed = parseManifestText(text);
  if ('manifest' in parsed) return parsed.manifest;
  for (const problem of parsed.problems) problems.add(() => problem);
  return undefined;
}
