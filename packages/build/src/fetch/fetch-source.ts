import type { LockedSource } from '@llamaforge/fetchers';
import { folderOf, type Card } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import type { WrittenPart } from '@llamaforge/shards';
import { dirname, join, relative, sep } from 'node:path';
import type { FetchedSource } from './fetch-options.ts';
import type { FetchRoom } from './fetch-room.ts';
import { isUpToDate } from './is-up-to-date.ts';
import { licenseName } from './license-name.ts';
import { unconfirmedOf } from './match-files.ts';
import { normalizeSource } from './normalize-source.ts';
import { pinSource, remoteFile, type PinnedSource } from './pin-source.ts';
import { refuseForeignSource } from './refuse-foreign-source.ts';
import { openSourceFiles } from './source-files.ts';
import { SourceOutput, type SourceOutputPaths, type WrittenSource } from './source-output.ts';

/** Fetches one card's source: pins it, downloads what is needed of it, and writes its records, all or nothing. */
export async function fetchSource(card: Card, room: FetchRoom): Promise<FetchedSource> {
  const paths = outputPaths(card, room);
  const pinned = await pinSource(card, room);
  if (await isUpToDate(pinned.locked, { paths, room })) {
    return fetchedSource({ card, room, pinned }, { downloadedBytes: 0, isUpToDate: true });
  }
  await refuseForeignSource(paths, { card, locked: pinned.locked });
  using output = new SourceOutput(card, paths);
  const downloadedBytes = await writeSource(output, { card, room, pinned });
  // Interrupted at its last rows, a source is not to appear all the same.
  room.context.signal?.throwIfAborted();
  const written = output.finish();
  refuseNoRecords(output, { card, written, rejects: paths.rejects });
  const locked = lockedOutput(pinned.locked, { card, room, written });
  refuseOtherRows(pinned.locked, locked, card);
  output.publish();
  room.lock.set(card.name, locked);
  const done = { ...pinned, locked };
  return fetchedSource({ card, room, pinned: done }, { downloadedBytes, isUpToDate: false });
}

interface SourceState {
  readonly card: Card;
  readonly room: FetchRoom;
  readonly pinned: PinnedSource;
}

/** Where a card's records, pairs and rejected rows lie. */
export function outputPaths(card: Card, { plan }: Pick<FetchRoom, 'plan'>): SourceOutputPaths {
  const name = `${card.name}.jsonl`;
  return {
    records: join(plan.paths.out, folderOf(card), name),
    rejects: join(plan.paths.rejects, name),
    preferences: join(plan.paths.preferences, name),
  };
}

/** Downloads and normalises; gives the bytes that came over the network. */
async function writeSource(
  output: SourceOutput,
  { card, room, pinned }: SourceState,
): Promise<number> {
  const { repository, commit, files } = pinned.locked;
  const { plan, context } = room;
  const cap = Math.min(card.cap ?? Infinity, plan.limit ?? Infinity);
  let downloadedBytes = 0;
  const report = (): void => {
    context.onProgress?.({
      name: card.name,
      downloadedBytes,
      rows: output.written,
      expectedRows: expectedRows(card, plan.limit),
    });
  };
  const hubFiles = files.map((file) => ({ ...remoteFile(file), repository, commit }));
  const local = openSourceFiles(hubFiles, room, {
    // A dialogue's rows may stand anywhere, so a cap on dialogues is no bound on rows.
    rowsWanted: () => (card.group === undefined ? cap - output.written : Infinity),
    onBytes: (bytes) => {
      downloadedBytes += bytes;
      report();
    },
  });
  await normalizeSource(local, output, {
    card,
    cap,
    spillPath: join(plan.paths.cache, `${card.name}.dialogues.partial`),
    pool: room.pool,
    signal: context.signal,
    onRows: report,
  });
  report();
  return downloadedBytes;
}

function expectedRows({ rows, cap }: Card, limit: number | undefined): number | undefined {
  const least = Math.min(rows ?? Infinity, cap ?? Infinity, limit ?? Infinity);
  return least === Infinity ? undefined : least;
}

function lockedOutput(
  locked: LockedSource,
  { card, room, written }: Pick<SourceState, 'card' | 'room'> & { readonly written: WrittenSource },
): LockedSource {
  const { plan } = room;
  const paths = outputPaths(card, room);
  const below = (path: string): string =>
    relative(dirname(plan.paths.lock), path).split(sep).join('/');
  const { records, preferences, rejected, pairsLeftOut } = written;
  const rejectedRows = Object.values(rejected).reduce((sum, rows) => sum + rows, 0);
  return {
    ...locked,
    output: {
      ...partOf(paths.records, records),
      read: records.rows + rejectedRows,
      rejected,
      limit: plan.limit ?? null,
      tool_version: plan.toolVersion,
    },
    preferences:
      preferences === undefined
        ? null
        : { ...partOf(paths.preferences, preferences), left_out: pairsLeftOut },
  };

  function partOf(
    path: string,
    { bytes, rows, sha256 }: WrittenPart,
  ): { path: string; bytes: number; rows: number; sha256: string } {
    return { path: below(path), bytes, rows, sha256 };
  }
}

/** A set of which no row became a record has changed, or its card is wrong: an empty file would hide that. */
function refuseNoRecords(
  output: SourceOutput,
  {
    card,
    written,
    rejects,
  }: { readonly card: Card; readonly written: WrittenSource; readonly rejects: string },
): void {
  const reasons = Object.keys(written.rejected);
  if (written.records.rows > 0 || reasons.length === 0) return;
  output.publishRejects();
  throw new CorpusError(
    `No row of ${card.repository} became a record (${reasons.join(', ')}), so nothing was written. ${unconfirmedOf(card)}See the rows in ${rejects}, and correct the card, or pin a commit in it that has the columns it names.`,
  );
}

/**
 * The same commit, card, limit and version give the same rows. A file of which only some row groups came has no digest
 * to be checked by, so this is where one that was altered on its way shows.
 */
function refuseOtherRows(before: LockedSource, after: LockedSource, card: Card): void {
  const [earlier, now] = [before.output, after.output];
  if (earlier === null || now === null || earlier.sha256 === now.sha256) return;
  if (earlier.limit !== now.limit || earlier.tool_version !== now.tool_version) return;
  throw new CorpusError(
    `The rows of ${card.name} are not those that corpus.lock.json names (sha256 ${earlier.sha256}, now ${now.sha256}), so they were not kept: a file was altered on its way, or the lock was edited. Delete the downloaded files and fetch again, or take the entry ${card.name} out of the lock.`,
  );
}

function fetchedSource(
  { card, room, pinned }: SourceState,
  { downloadedBytes, isUpToDate }: Pick<FetchedSource, 'downloadedBytes' | 'isUpToDate'>,
): FetchedSource {
  const { locked, notes } = pinned;
  const { output, preferences } = locked;
  const paths = outputPaths(card, room);
  const rejected = output?.rejected ?? {};
  return {
    name: card.name,
    repository: card.repository,
    commit: locked.commit,
    license: licenseName(card),
    file: paths.records,
    bytes: output?.bytes ?? 0,
    rows: { read: output?.read ?? 0, written: output?.rows ?? 0, rejected },
    expectedRows: expectedRows(card, room.plan.limit),
    downloadedBytes,
    isUpToDate,
    preferences:
      preferences === null
        ? undefined
        : { file: paths.preferences, rows: preferences.rows, leftOut: preferences.left_out },
    rejects: Object.keys(rejected).length === 0 ? undefined : paths.rejects,
    notes,
  };
}
