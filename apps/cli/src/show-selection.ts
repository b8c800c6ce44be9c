import type { ReleasedProfile, SelectionPaths, SelectionResult } from '@llamaforge/build';
import {
  describeMissingSources,
  formatBytes,
  formatCount,
  renderBalanceTable,
  renderBucketTable,
  renderMixSourceTable,
  renderPhaseTable,
  visibleText,
} from '@llamaforge/report';
import { relative, resolve, dirname } from 'node:path';
import { widthColumns, writeOut } from './output.ts';
import { shellWord } from './shell-word.ts';

/** How a selection's result is shown. */
export interface ShowSelectionOptions {
  readonly paths: SelectionPaths;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly workingFolder: string;
}

type SelectionManifest = SelectionResult['manifest'];

/** Prints what a mix, balanced corpus or curriculum has: tables for people, one object for machines. */
export async function showSelection(
  result: SelectionResult,
  options: ShowSelectionOptions,
): Promise<void> {
  const { json, quiet } = options;
  if (json) await writeOut(`${JSON.stringify(describeForMachines(result, options))}\n`);
  else if (!quiet) await writeOut(`${describe(result, options).join('\n')}\n`);
  else await writeOut(result.notes.map((note) => `${visibleText(note)}\n`).join(''));
}

/** Prints which rows a profile has given back. */
export async function showReleased(
  { profile, released }: ReleasedProfile,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): Promise<void> {
  if (json) {
    await writeOut(`${JSON.stringify({ command: 'profile', profile, released })}\n`);
    return;
  }
  if (quiet) return;
  const lines = released.map(
    ({ seed, rows }) => `${profile} gave back ${formatCount(rows)} rows (seed ${String(seed)}).`,
  );
  await writeOut(lines.length === 0 ? `${profile} has taken no rows.\n` : `${lines.join('\n')}\n`);
}

function describe({ manifest, notes }: SelectionResult, options: ShowSelectionOptions): string[] {
  const { paths, workingFolder } = options;
  const here = (path: string): string =>
    visibleText(relative(workingFolder, resolve(dirname(paths.manifest), path)) || '.');
  return [
    ...separated([...describeTables(manifest), notes.map(visibleText)]),
    ...manifest.outputs.map(
      ({ role, path, rows, bytes }) =>
        `${(role === 'validation' ? 'Validation' : nameOfKind(manifest)).padEnd(12)}${here(path)} (${formatCount(rows)} rows, ${formatBytes(bytes)})`,
    ),
    `Manifest    ${here(paths.manifest)}`,
    '',
    `Next: npx llamaforge-verify corpus ${shellWord(here(paths.output))}\n      checks it from the files alone.`,
  ];
}

function nameOfKind({ kind }: SelectionManifest): string {
  return { corpus: 'Corpus', mix: 'Mix', balance: 'Balanced', curriculum: 'Curriculum' }[kind];
}

/** Blocks of lines with a blank line after each; empty blocks are none. */
function separated(blocks: readonly (readonly string[])[]): string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
}

function describeTables(manifest: SelectionManifest): string[][] {
  const { mix, balancing, order, repeated = 0 } = manifest.selection ?? {};
  const width = widthColumns();
  if (mix !== undefined) return describeMix(mix, width);
  if (balancing !== undefined) {
    const verdicts = new Map(manifest.balance.map(({ label, verdict }) => [label, verdict]));
    return [
      [renderBalanceTable({ ...balancing, verdicts }, width)],
      balancing.limits.map(visibleText),
    ];
  }
  if (order === undefined) return [];
  return [
    [renderPhaseTable(order, width)],
    [
      `${formatCount(manifest.total_examples)} rows, ${formatCount(repeated)} of them once more on purpose. Entropy is in bits, over the outputs of a phase.`,
    ],
  ];
}

function describeMix(
  mix: NonNullable<NonNullable<SelectionManifest['selection']>['mix']>,
  width: number,
): string[][] {
  const missing = describeMissingSources(mix).map((source) => `  ${visibleText(source)}`);
  const tagged = mix.tags
    .filter(({ rows }) => rows > 0)
    .map(({ tag, rows, dropped }) =>
      dropped
        ? `${formatCount(rows)} rows tagged ${tag} are left out.`
        : `${formatCount(rows)} rows of these sources are tagged ${tag}; --drop ${tag} leaves them out.`,
    );
  const taken = `${formatCount(mix.taken_by_others)} rows are left to profiles that had taken them.`;
  return [
    [renderBucketTable(mix, width)],
    mix.sources.some(({ there }) => there) ? [renderMixSourceTable(mix, width)] : [],
    missing.length === 0 ? [] : ['Not in this corpus:', ...missing],
    [...tagged, ...(mix.exclusive ? [taken] : [])],
  ];
}

function describeForMachines(
  { manifest, notes }: SelectionResult,
  { paths }: ShowSelectionOptions,
): unknown {
  const { kind, total_examples, ledger, categories, balance, selection } = manifest;
  const commands = {
    corpus: 'merge',
    mix: 'profile',
    balance: 'balance',
    curriculum: 'curriculum',
  };
  return {
    command: commands[kind],
    total_examples,
    ledger,
    categories,
    balance,
    selection,
    outputs: manifest.outputs.map(({ role, path, rows, bytes }) => ({
      role,
      path: resolve(dirname(paths.manifest), path),
      rows,
      bytes,
    })),
    manifest: paths.manifest,
    notes,
  };
}
