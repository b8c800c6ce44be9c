import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CorpusError, type Category } from '@llamaforge/schema';
import { translateReadErrors } from './translate-read-errors.ts';

/** Which category the rows below each folder of an expansion have. */
export const categoryOfFolder = {
  multiturn_dialog: 'multiturn_dialog',
  reasoning_traces: 'reasoning_trace',
  creative_narrative: 'creative_narrative',
  factual_grounding: 'factual_grounding',
  code_debugging: 'code_debugging',
  psychology_emotional: 'psychology_emotional',
  tool_api: 'tool_api',
  adversarial_moral: 'adversarial_moral',
} as const satisfies Record<string, Category>;

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
    .map((path) => ({ path, category: findCategory(path.split('/')[0] ?? '') }));
  if (files.length === 0) throw new CorpusError(`${folder} holds no .jsonl file. ${ADVICE}`);
  return files;
}

const ADVICE =
  'Put normalised records into its category folders (tool_api/<name>.jsonl), or name another folder: ' +
  'llamaforge-verify expansion <folder>.';

const categories: ReadonlyMap<string, Category> = new Map(Object.entries(categoryOfFolder));

function findCategory(folder: string): Category | undefined {
  return categories.get(folder);
}

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
