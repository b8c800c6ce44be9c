import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { usualRows, type RowsOptions } from '../../rows-at-scale/options.ts';
import { writeRows } from '../../rows-at-scale/write-rows.ts';

/**
 * Makes a data set in a folder that its options name, and gives its path; one that is there whole is used as it is.
 * Remove the kept folders when the generator's code changes.
 */
export function makeBenchData(
  parent: string,
  asked: Pick<RowsOptions, 'rows' | 'dialogues'>,
): string {
  const options = { ...usualRows, ...asked };
  const { rows, dialogues } = options;
  const folder = join(parent, `rows-${String(rows)}-dialogues-${String(dialogues)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.partial`;
  rmSync(unfinished, { recursive: true, force: true });
  writeRows(unfinished, options);
  renameSync(unfinished, folder);
  return folder;
}

/** The JSONL files of a folder in the order in which a merge reads them. */
export function listBenchFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  if (names.length === 0) throw new Error(`There is no .jsonl file in ${folder}.`);
  return names.toSorted().map((name) => join(folder, name));
}

/** Reads the files once, so that all runs find them in the page cache, as far as it holds them. */
export function warmFiles(files: readonly string[]): void {
  spawnSync('cat', [...files], { stdio: ['ignore', 'ignore', 'inherit'] });
}
