import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { categories, CorpusError, expansionFolders, type Category } from '@llamaforge/schema';
import { translateReadErrors } from './translate-read-errors.ts';

/** Which category the rows below each folder of an expansion have. */
const categoryOfFolder: ReadonlyMap<string, Category> = new Map(
  categories.map((category) => [expansionFolders[category], category]),
);

/** The folders that an expansion may have. */
export const folderNames: readonly string[] = [...categoryOfFolder.keys()];

/** A file of normalised records, its path relative to the expansion with `/`; no category where its folder is none of ours. */
export interface ExpansionFile {
  readonly path: string;
  readonly category: Category | undefined;
}

/** Every `*.jsonl` below the folder by the UTF-8 bytes of its path; throws CorpusError where there is none. */
export async function findExpansionFiles(folder: string): Promise<ExpansionFile[]> {
  const paths = await listFiles({ folder, below: '', visited: new Set() });
  if (paths === undefined) throw new CorpusError(`${folder} is missing. ${ADVICE}`);
  const files = paths
    .filter((path) => path.endsWith('.jsonl'))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((path) => ({ path, category: categoryOfFolder.get(path.split('/')[0] ?? '') }));
  if (files.length === 0) throw new CorpusError(`${folder} holds no .jsonl file. ${ADVICE}`);
  return files;
}

const ADVICE =
  'Put normalised records into its category folders (tool_api/<name>.jsonl), or name another folder: ' +
  'llamaforge-verify expansion <folder>.';

interface Walk {
  readonly folder: string;
  readonly below: string;
  readonly visited: ReadonlySet<string>;
}

/** Paths of all files, links followed; a link to a folder that holds it is not walked again. Undefined where the folder is none. */
async function listFiles({ folder, below, visited }: Walk): Promise<string[] | undefined> {
  const here = join(folder, below);
  // A link that leads nowhere is listed as a file, and named when it is read.
  const status = await stat(here).catch(() => undefined);
  if (status?.isDirectory() !== true) return undefined;
  const real = await realpath(here);
  if (visited.has(real)) return [];
  const paths: string[] = [];
  for (const name of await translateReadErrors(here, () => readdir(here))) {
    const path = below === '' ? name : `${below}/${name}`;
    const within = { folder, below: path, visited: new Set([...visited, real]) };
    paths.push(...((await listFiles(within)) ?? [path]));
  }
  return paths;
}
