import type { MemoryUse, MergePlan, MergeResult } from '@llamaforge/build';
import {
  formatBytes,
  formatCount,
  renderCategoryTable,
  renderFileTable,
  renderMergeHeadline,
  visibleText,
} from '@llamaforge/report';
import { dirname, relative, resolve } from 'node:path';
import { widthColumns, writeOut } from './output.ts';
import { shellWord } from './shell-word.ts';

/** What a merge is about to take, in a line. */
export function describeMemory({ threads, mostBytes, mostUniqueRows, passes }: MemoryUse): string {
  const room = `${formatCount(threads)} threads, at most ${formatBytes(mostBytes)} of memory, room for ${formatCount(mostUniqueRows)} different rows`;
  return passes === 1 ? `${room}.` : `${room}: there are more, so files are read twice (--memory).`;
}

/** How a merge's result is shown. */
export interface ShowOptions {
  readonly plan: MergePlan;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly workingFolder: string;
}

/** Prints what a merge did: tables for people, one object for machines, damaged files alone for `quiet`. */
export async function showMerge(result: MergeResult, options: ShowOptions): Promise<void> {
  const { plan, json, quiet, workingFolder } = options;
  const here = (path: string): string => visibleText(relative(workingFolder, path) || '.');
  if (json) {
    await writeOut(`${JSON.stringify(describeForMachines(result, plan))}\n`);
    return;
  }
  const damaged = result.damaged.map(
    ({ input, error }) => `Left out, damaged: ${here(input.path)}: ${visibleText(error.detail)}\n`,
  );
  await writeOut(damaged.join(''));
  if (quiet) return;
  const { generation } = result;
  const manifest = renameFiles(result.manifest, { plan, workingFolder });
  const width = widthColumns();
  const appended = plan.append ? [describeAppend(generation, manifest), ''] : [];
  const unknown = manifest.unknown_categories.map(
    ({ tag, rows }) => `${visibleText(tag)} (${formatCount(rows)})`,
  );
  const lines = [
    renderFileTable(manifest, width),
    '',
    renderMergeHeadline(manifest),
    ...describeTreatment(manifest),
    ...(unknown.length > 0 ? [`_category tags that are no category: ${cut(unknown)}`] : []),
    ...(manifest.ignored.length > 0
      ? [
          `Not read (${formatCount(manifest.ignored.length)}): ${cut(manifest.ignored.map(({ path }) => visibleText(path)))}`,
        ]
      : []),
    '',
    renderCategoryTable(manifest, width),
    '',
    ...appended,
    `Corpus      ${here(plan.paths.output)}`,
    `Manifest    ${here(plan.paths.manifest)}`,
    `Rejected    ${here(plan.paths.rejects)}`,
    `Hash table  ${here(plan.paths.database)}`,
    '',
    `Next: ${verifyCommand('corpus', plan, here)}\n      checks all of it from the files alone.`,
    `      ${verifyCommand('report', plan, here)}\n      shows what is in it, and what to change.`,
  ];
  await writeOut(`${lines.join('\n')}\n`);
}

/** The manifest with files named as a user standing in the working folder names them. */
function renameFiles(
  manifest: MergeResult['manifest'],
  { plan, workingFolder }: Pick<ShowOptions, 'plan' | 'workingFolder'>,
): MergeResult['manifest'] {
  const rename = <T extends { path: string }>(file: T): T => ({
    ...file,
    path: relative(workingFolder, resolve(dirname(plan.paths.manifest), file.path)),
  });
  return {
    ...manifest,
    inputs: manifest.inputs.map(rename),
    ignored: manifest.ignored.map(rename),
  };
}

/** How to check what was written, or to look at it; the defaults need no words. */
function verifyCommand(
  command: 'corpus' | 'report',
  { paths }: MergePlan,
  here: (path: string) => string,
): string {
  const usual = here(paths.output) === 'examples/datasets/merged_global_corpus.jsonl';
  if (usual && here(paths.manifest) === 'examples/datasets/merged_corpus_manifest.json') {
    return `npx nx run verify:${command}`;
  }
  return `npx llamaforge-verify ${command} ${shellWord(here(paths.output))} --manifest ${shellWord(here(paths.manifest))}`;
}

function describeAppend(generation: number | undefined, manifest: MergeResult['manifest']): string {
  if (generation === undefined) return 'Nothing new: every file is in the corpus already.';
  const files = manifest.inputs.filter((input) => input.generation === generation);
  const kept = files.reduce((sum, input) => sum + input.rows.kept, 0);
  return `Generation ${String(generation)} added ${formatCount(files.length)} ${files.length === 1 ? 'file' : 'files'} and ${formatCount(kept)} rows.`;
}

/** The first three of a list, and how many more there are. */
function cut(names: readonly string[]): string {
  const more = names.length - 3;
  return names.slice(0, 3).join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '');
}

/** What flags have left out and mended, a line each; nothing where nothing was asked. */
function describeTreatment({
  drop = [],
  repair = [],
  repaired = {},
  ledger,
  inputs,
}: MergeResult['manifest']): string[] {
  const dropped = drop.map((tag) => `${tag} ${formatCount(ledger.rejected[`tag:${tag}`] ?? 0)}`);
  const mended = repair.map((name) => {
    const records = repaired[name] ?? 0;
    const files = inputs
      .map(({ path, repaired: ofFile }) => ({ path, records: ofFile?.[name] ?? 0 }))
      .filter((file) => file.records > 0)
      .sort((a, b) => b.records - a.records)
      .map((file) => `${visibleText(file.path)} (${formatCount(file.records)})`);
    const where = files.length === 0 ? '' : `, in ${cut(files)}`;
    return `Mended (${name}): ${formatCount(records)} ${records === 1 ? 'record' : 'records'}${where}`;
  });
  return [...(dropped.length > 0 ? [`Dropped by tag: ${dropped.join(', ')}`] : []), ...mended];
}

function describeForMachines(
  { manifest, generation, damaged }: MergeResult,
  plan: MergePlan,
): unknown {
  return {
    command: 'merge',
    generation: generation ?? null,
    total_examples: manifest.total_examples,
    duplicates_removed: manifest.duplicates_removed,
    deduplication_rate: manifest.deduplication_rate,
    ledger: manifest.ledger,
    ...(manifest.drop !== undefined && { drop: manifest.drop }),
    ...(manifest.repair !== undefined && {
      repair: manifest.repair,
      repaired: manifest.repaired ?? {},
    }),
    categories: manifest.categories,
    inputs: manifest.inputs.map(({ path, rows, repaired }) => ({
      path,
      rows,
      ...(repaired !== undefined && { repaired }),
    })),
    damaged: damaged.map(({ input, error }) => ({ path: input.path, detail: error.detail })),
    output: plan.paths.output,
    manifest: plan.paths.manifest,
    rejects: plan.paths.rejects,
    database: plan.paths.database,
  };
}
