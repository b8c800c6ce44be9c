import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Manifest } from '@llamaforge/manifest';
import { ConfigurationError, CorpusError, FileAccessError } from '@llamaforge/schema';
import {
  findManifestPath,
  readManifest,
  readNoManifest,
  type ReadManifest,
} from '../read-manifest.ts';
import { findRowFiles } from '../row-files.ts';
import { translateReadErrors } from '../translate-read-errors.ts';
import { type CorpusFiles } from '../verify-corpus.ts';
import { type WalkedFile } from './walk-plan.ts';

/** The files that a report is made of. */
export interface ReportFiles {
  /** undefined where the corpus stands alone */
  readonly manifest: { readonly path: string; readonly content: Manifest } | undefined;
  /** the corpus: one file, or one a phase; rows set aside are no part of it */
  readonly rows: readonly WalkedFile[];
  readonly rejects: string | undefined;
}

/**
 * Finds what belongs to a corpus. One without a manifest is reported alone; a manifest that was named has to be there.
 * Throws CorpusError where a file is missing or is not what it should be.
 */
export async function findReportFiles(files: CorpusFiles): Promise<ReportFiles> {
  const path = files.manifest ?? findManifestPath(files.file);
  const isThere = files.manifest !== undefined || existsSync(path);
  const read = isThere ? await readManifest(path) : readNoManifest();
  const { manifest } = read;
  if (isThere && manifest === undefined) {
    throw new ConfigurationError('The report needs a manifest that can be read', [
      ...read.problems.examples.map((problem) => `${path}: ${problem}`),
    ]);
  }
  const folder = dirname(path);
  return {
    manifest: manifest === undefined ? undefined : { path, content: manifest },
    rows: await locateRows(read, { file: files.file, folder }),
    rejects: files.rejects ?? findRejects(read, folder),
  };
}

async function locateRows(
  read: ReadManifest,
  at: { readonly file: string; readonly folder: string },
): Promise<WalkedFile[]> {
  const located: WalkedFile[] = [];
  let base = 0;
  for (const { role, path } of findRowFiles(read, at)) {
    if (role !== 'corpus') continue;
    const bytes = await sizeOf(path);
    located.push({ path, bytes, base });
    base += bytes;
  }
  return located;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const status = await translateReadErrors(path, () => stat(path));
    if (status.isFile()) return status.size;
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    throw new CorpusError(`${error.message} ${ADVICE}`, { cause: error });
  }
  throw new CorpusError(`${path} is not a file. ${ADVICE}`);
}

const ADVICE =
  'Make a corpus with `npx nx run cli:merge`, or name the file: llamaforge-verify report <file>.';

/** The rejects file that the manifest names, if it is there: a report can do without. */
function findRejects({ rejects }: ReadManifest, folder: string): string | undefined {
  if (rejects === undefined) return undefined;
  const path = resolve(folder, rejects.path);
  return existsSync(path) ? path : undefined;
}
