import { takeMergeLock } from '@llamaforge/dedup';
import { Hub, HubError } from '@llamaforge/fetchers';
import type { Card } from '@llamaforge/profiles';
import { CorpusError, DatabaseBusyError } from '@llamaforge/schema';
import { makeFolder } from '@llamaforge/shards';
import { dirname, join } from 'node:path';
import type { FetchContext, FetchedSource, FetchPlan, FetchResult } from './fetch-options.ts';
import type { FetchRoom } from './fetch-room.ts';
import { fetchSource } from './fetch-source.ts';
import { licenseName } from './license-name.ts';
import { LockKeeper } from './lock-keeper.ts';
import { NormalizerPool } from './normalizer-pool.ts';
import { Reachability } from './reachability.ts';
import { mapConcurrently } from './map-concurrently.ts';

// One decodes while the others wait for the network; more would only hold more in memory.
const sourcesAtATime = 4;

/**
 * Fetches a plan's sources: each is pinned, downloaded, checked, and written as records that appear whole. A source
 * that cannot be had is named in `failed`, and the others go on. One fetch at a time in a workspace and on a cache.
 * Throws CorpusError for what concerns them all, and what `signal` gives where it is aborted.
 *
 * @example
 * const plan = planFetch({ workingFolder: process.cwd(), toolVersion: '0.1.0', names: ['gsm8k_reasoning'] });
 * const { sources } = await fetchSources(plan, { fetch, sleep, random: Math.random, now: () => new Date() });
 */
export async function fetchSources(plan: FetchPlan, context: FetchContext): Promise<FetchResult> {
  const release = takePlaces(plan.paths);
  // A bug in one source must not wait for hours of the others' downloads to be seen.
  const stop = new AbortController();
  const reachability = new Reachability();
  const pool = plan.threads > 1 ? new NormalizerPool(plan.threads) : undefined;
  const signals = [stop.signal, ...(context.signal === undefined ? [] : [context.signal])];
  try {
    const watched = reachability.watch({ ...context, signal: AbortSignal.any(signals) });
    const room = openRoom(plan, watched, pool);
    const ended = await mapConcurrently(plan.cards, sourcesAtATime, (card) =>
      attempt(card, room, { stop, reachability }),
    );
    return {
      sources: ended.flatMap((end) => ('source' in end ? [end.source] : [])),
      failed: ended.flatMap((end) => ('failure' in end ? [end.failure] : [])),
      leftOut: plan.leftOut.map((card) => ({
        name: card.name,
        license: licenseName(card),
        licenseClass: card.license.class,
      })),
    };
  } finally {
    await pool?.close();
    release();
  }
}

function openRoom(
  plan: FetchPlan,
  context: FetchContext,
  pool: NormalizerPool | undefined,
): FetchRoom {
  const hub = new Hub({
    ...context,
    endpoint: plan.endpoint,
    token: plan.token,
    offline: plan.offline,
    onRetry: ({ what, reason, waitMs }) => {
      const seconds = String(Math.ceil(waitMs / 1000));
      context.onNote?.(`${what}: ${reason}; trying again in ${seconds} s`);
    },
  });
  return { plan, context, hub, pool, lock: new LockKeeper(plan.paths.lock), notes: new Map() };
}

type Attempt =
  { readonly source: FetchedSource } | { readonly failure: FetchResult['failed'][number] };

async function attempt(
  card: Card,
  room: FetchRoom,
  shared: { readonly stop: AbortController; readonly reachability: Reachability },
): Promise<Attempt> {
  try {
    return { source: await fetchSource(card, room) };
  } catch (error) {
    room.context.signal?.throwIfAborted();
    if (!(error instanceof CorpusError)) {
      shared.stop.abort(error);
      throw error;
    }
    const isUnreachable = error instanceof HubError && error.kind === 'unreachable';
    if (isUnreachable) shared.reachability.giveUp();
    const notes = room.notes.get(card.name) ?? [];
    return { failure: { name: card.name, message: error.message, isUnreachable, notes } };
  }
}

/** Takes the workspace, whose lock file only one can write, and the cache, which several workspaces may share. */
function takePlaces({ cache, rejects }: FetchPlan['paths']): () => void {
  const releaseWorkspace = takePlace(join(dirname(rejects), 'fetch'), 'in this workspace');
  try {
    const releaseCache = takePlace(join(cache, 'fetch'), `on ${cache}`);
    return () => {
      releaseCache();
      releaseWorkspace();
    };
  } catch (error) {
    releaseWorkspace();
    throw error;
  }
}

function takePlace(path: string, where: string): () => void {
  makeFolder(dirname(path));
  try {
    return takeMergeLock(path);
  } catch (error) {
    if (!(error instanceof DatabaseBusyError)) throw error;
    throw new CorpusError(
      `Another fetch is running ${where}. Wait for it to end, then run again.`,
      {
        cause: error,
      },
    );
  }
}
