// What a fetch costs beside decoding its files: `node tools/dist/bench/fetch.js <folder> [runs]`, where `folder` is one
// that `llamaforge fetch` has run in, so that its lock and cache are there. Sources in turn, both ways in turn.
import { fetchSources, planFetch } from '@llamaforge/build';
import { cachedFilePath, readLock, type LockedSource } from '@llamaforge/fetchers';
import { detectFormat, readRows } from '@llamaforge/shards';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [folder = '.', runsText = '3'] = process.argv.slice(2);
const workspace = resolve(folder);
const cache = join(workspace, 'output/hub');
const { sources } = readLock(join(workspace, 'corpus.lock.json'));

console.log('source                 rows  decode s  fetch s  ratio  rows/s  peak MB');
for (const [name, source] of Object.entries(sources)) {
  if (source.output === null) continue;
  const decoding: number[] = [];
  const fetching: number[] = [];
  for (let run = 0; run < Number(runsText); run += 1) {
    decoding.push(await timed(() => decode(source)));
    fetching.push(await timed(() => fetchOffline(name)));
  }
  const [decodeSeconds, fetchSeconds] = [median(decoding), median(fetching)];
  console.log(
    [
      name.padEnd(16),
      String(source.output.rows).padStart(10),
      decodeSeconds.toFixed(2).padStart(9),
      fetchSeconds.toFixed(2).padStart(8),
      (fetchSeconds / decodeSeconds).toFixed(2).padStart(6),
      (source.output.read / fetchSeconds).toFixed(0).padStart(7),
      (process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(8),
    ].join(' '),
  );
}

/** Reads as many rows as the fetch read, and does nothing with them. */
async function decode({ files, output }: LockedSource): Promise<void> {
  let rows = 0;
  for (const { path, bytes, sha256, git_oid: gitOid } of files) {
    const digest =
      sha256 === undefined
        ? ({ kind: 'git_oid', hex: gitOid ?? '' } as const)
        : ({ kind: 'sha256', hex: sha256 } as const);
    const whole = cachedFilePath(cache, { path, bytes, digest });
    const isWhole = existsSync(whole);
    const local = isWhole ? whole : `${whole}.blocks`;
    const format = isWhole
      ? await detectFormat(local)
      : ({ format: 'parquet', compression: 'none' } as const);
    for await (const row of readRows(local, format)) {
      if (row.kind !== 'blank') rows += 1;
      if (rows === output?.read) return;
    }
  }
}

async function fetchOffline(name: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-fetch-'));
  try {
    const plan = planFetch({
      workingFolder: workspace,
      toolVersion: 'bench',
      names: [name],
      out: join(scratch, 'expansion'),
      preferences: join(scratch, 'preferences'),
      offline: true,
      threads: availableParallelism(),
    });
    const paths = { ...plan.paths, lock: join(scratch, 'corpus.lock.json') };
    // The lock is left as it is: a copy takes what this run writes.
    copyFileSync(plan.paths.lock, paths.lock);
    const { failed } = await fetchSources(
      { ...plan, paths },
      {
        fetch,
        sleep: () => Promise.resolve(),
        random: () => 0,
        now: () => new Date(0),
      },
    );
    if (failed[0] !== undefined) throw new Error(failed[0].message);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
