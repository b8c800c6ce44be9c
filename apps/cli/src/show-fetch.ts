import type { FetchedSource, FetchPlan, FetchResult } from '@llamaforge/build';
import {
  formatCount,
  renderFetchTable,
  renderRejectReasons,
  visibleText,
} from '@llamaforge/report';
import { CorpusError } from '@llamaforge/schema';
import { relative } from 'node:path';
import { widthColumns, writeOut } from './output.ts';

/** How a fetch's result is shown. */
export interface ShowFetchOptions {
  readonly plan: FetchPlan;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly workingFolder: string;
}

/** Prints what a fetch did; throws CorpusError with every failure's message where a source could not be had. */
export async function showFetch(result: FetchResult, options: ShowFetchOptions): Promise<void> {
  if (options.json) await writeOut(`${JSON.stringify({ command: 'fetch', ...result })}\n`);
  else if (!options.quiet) await writeOut(`${describe(result, options).join('\n')}\n`);
  if (result.failed.length === 0) return;
  const messages = result.failed.map(({ name, message }) => `${name}: ${message}`).join('\n');
  throw new CorpusError(visibleLines(messages));
}

function describe(result: FetchResult, { plan, workingFolder }: ShowFetchOptions): string[] {
  const here = (path: string): string => visibleText(relative(workingFolder, path) || '.');
  const { sources, leftOut } = result;
  return [
    ...(sources.length === 0 ? [] : [renderFetchTable(sources, widthColumns()), '']),
    ...sources.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${visibleText(note)}`)),
    ...leftOut.map(
      ({ name, license, licenseClass }) =>
        `Left out: ${name} (${visibleText(license)}, ${licenseClass})`,
    ),
    ...pairLines(sources, here),
    ...(sources.length === 0 ? [] : [`Records     ${here(plan.paths.out)}`]),
    ...renderRejectReasons(sources).map((reasons, index) =>
      index === 0
        ? `Rejected    ${here(plan.paths.rejects)} (${reasons})`
        : `            ${reasons}`,
    ),
    `Lock        ${here(plan.paths.lock)}`,
    '',
    'Next: npx nx run cli:merge',
    '      merges them with your own files; npx nx run verify:expansion checks them.',
  ];
}

function pairLines(sources: readonly FetchedSource[], here: (path: string) => string): string[] {
  return sources.flatMap(({ preferences }) => {
    if (preferences === undefined) return [];
    const leftOut = Object.entries(preferences.leftOut).map(
      ([reason, pairs]) => `${formatCount(pairs)} ${reason}`,
    );
    const without = leftOut.length === 0 ? '' : `; without ${leftOut.join(', ')}`;
    return [`Pairs       ${here(preferences.file)} (${formatCount(preferences.rows)}${without})`];
  });
}

/** Messages may quote what a Hub sent; their own line ends stay. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
