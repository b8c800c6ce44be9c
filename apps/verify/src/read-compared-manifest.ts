import { open, readFile, stat } from 'node:fs/promises';
import { parseManifestText, startsLikeManifest, type Manifest } from '@llamaforge/manifest';
import { formatCount } from '@llamaforge/report';
import { CorpusError, FileAccessError } from '@llamaforge/schema';
import { findManifestPath } from './read-manifest.ts';
import { translateReadErrors } from './translate-read-errors.ts';

const HEAD_BYTES = 400;
// Far above any manifest of ours, and below what can become a string.
const MOST_BYTES = 256 * 1024 * 1024;

/** A manifest that is compared with another, and where it lies. */
export interface ComparedManifest {
  readonly path: string;
  readonly manifest: Manifest;
}

/** Reads a manifest by its own path or by that of its corpus; throws CorpusError that says which file, what, and what to do. */
export async function readComparedManifest(named: string): Promise<ComparedManifest> {
  try {
    const path = await locateManifest(named);
    return { path, manifest: await parseManifest(path) };
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    const isBeside = error.path !== named;
    const what = isBeside ? `${named} has no manifest beside it: ` : '';
    throw new CorpusError(`${what}${error.message} ${ADVICE}`, { cause: error });
  }
}

/** A file that neither is called JSON nor begins like a manifest is taken for a corpus. */
async function locateManifest(named: string): Promise<string> {
  return named.endsWith('.json') || (await isManifest(named)) ? named : findManifestPath(named);
}

async function parseManifest(path: string): Promise<Manifest> {
  const { size } = await translateReadErrors(path, () => stat(path));
  if (size > MOST_BYTES) throw refuse(path, 'it is larger than 256 MiB');
  const parsed = parseManifestText(await translateReadErrors(path, () => readFile(path, 'utf8')));
  if ('manifest' in parsed) return parsed.manifest;
  const [first = '', ...more] = parsed.problems;
  const others = more.length === 1 ? 'problem' : 'problems';
  throw refuse(
    path,
    more.length === 0 ? first : `${first} (and ${formatCount(more.length)} more ${others})`,
  );
}

async function isManifest(path: string): Promise<boolean> {
  const handle = await translateReadErrors(path, () => open(path));
  try {
    const { buffer, bytesRead } = await translateReadErrors(path, () =>
      handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0),
    );
    return startsLikeManifest(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

function refuse(path: string, problem: string): CorpusError {
  return new CorpusError(`${path} is no manifest: ${problem}. ${ADVICE}`);
}

const ADVICE = 'Name the manifest that a merge, mix, balance or curriculum wrote, or its corpus.';
