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
  else if (!options.quiet) {
    const lines = describe(result, options);
    if (lines.length > 0) await writeOut(`${lines.join('\n')}\n`);
  }
  if (result.failed.length === 0) return;
  throw new CorpusError(describeFailures(result.failed).join('\n'));
}

function describe(result: FetchResult, { plan, workingFolder }: ShowFetchOptions): string[] {
  const here = (path: string): string => visibleText(relative(workingFolder, path) || '.');
  const { sources } = result;
  const leftOut = result.leftOut.map(
    ({ name, license, licenseClass }) =>
      `Left out: ${name} (${visibleText(license)}, ${licenseClass})`,
  );
  if (sources.length === 0) return leftOut;
  const reasons = renderRejectReasons(sources);
  return [
    renderFetchTable(sources, widthColumns()),
    '',
    ...sources.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${visibleText(note)}`)),
    ...leftOut,
    ...pairLines(sources, here),
    `Records     ${here(plan.paths.out)}`,
    ...(reasons.length === 0 ? [] : [`Rejected    ${here(plan.paths.rejects)}`]),
    ...reasons.map((counted) => `            ${counted}`),
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

/** A message for each source; one for all that did not reach the Hub. Messages may quote what a Hub sent. */
function describeFailures(failed: FetchResult['failed']): string[] {
  const notes = failed.flatMap(({ name, notes: own }) => own.map((note) => `${name}: ${note}`));
  const [unreached, ...others] = failed.filter(({ isUnreachable }) => isUnreachable);
  const lines = failed
    .filter((failure) => !failure.isUnreachable || failure === unreached)
    .flatMap(({ name, message }) => `${name}: ${message}`.split('\n'));
  if (others.length > 0) {
    lines.push(`The same holds for ${others.map(({ name }) => name).join(', ')}.`);
  }
  return [...notes, ...lines].map(visibleText);
}
