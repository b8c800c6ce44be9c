import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import {
  copyOf,
  folderToMerge,
  mergeIn,
  mergeWays,
  remainsOf,
  requestOf,
  type MergeWay,
} from './disturbed-merge.testing.ts';

const kills = Number(process.env['KILLS'] ?? 5);
const rows = 12_000;

test.each(mergeWays)(
  'a merge %s that is killed at any moment can be run again to the same bytes',
  { timeout: 1_200_000 },
  async (way) => {
    const folder = await folderToMerge(rows);
    const old = remainsOf(folder);
    const undisturbed = copyOf(folder);
    const lastsMs = await runFor(undisturbed, way, Infinity);
    const whole = remainsOf(undisturbed);

    for (let kill = 0; kill < kills; kill += 1) {
      const disturbed = copyOf(folder);
      await runFor(disturbed, way, momentOf(kill, lastsMs));

      const left = remainsOf(disturbed);
      if (way === 'as an append') {
        expect(left.corpus.startsWith(old.corpus)).toBe(true);
        expect(left.rejects.startsWith(old.rejects)).toBe(true);
        expect(['', old.tables, whole.tables]).toContain(left.tables);
      } else {
        expect([old.corpus, whole.corpus]).toContain(left.corpus);
        expect([old.rejects, whole.rejects]).toContain(left.rejects);
        expect([old.tables, whole.tables]).toContain(left.tables);
      }
      expect([old.manifest, whole.manifest]).toContain(left.manifest);
      await mergeIn(disturbed, way);
      expect(remainsOf(disturbed)).toEqual(whole);
    }
  },
);

/** Moments spread over the whole run and a little beyond, each off its place by a fixed pseudo-random part. */
function momentOf(kill: number, lastsMs: number): number {
  const jitter = ((kill * 2654435761) % 1000) / 1000;
  return ((kill + jitter) / kills) * lastsMs * 1.05;
}

/** Merges in a process of its own, which is killed so many milliseconds after it began to; gives how long it lasted. */
async function runFor(folder: string, way: MergeWay, mostMs: number): Promise<number> {
  const words = ['--input-type=module', '--eval', program, JSON.stringify(requestOf(folder, way))];
  const child = spawn('node', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await once(child.stdout, 'data');
  const beganAt = performance.now();
  const timer = Number.isFinite(mostMs)
    ? setTimeout(() => child.kill('SIGKILL'), mostMs)
    : undefined;
  const code = await ended;
  clearTimeout(timer);
  expect([0, null]).toContain(code);
  return performance.now() - beganAt;
}

const program = `
import { mergeCorpus, planMerge } from '${new URL('../../dist/index.js', import.meta.url).href}';
const plan = planMerge(JSON.parse(process.argv[1]));
process.stdout.write('begins');
await mergeCorpus(plan, { now: () => new Date() });
`;
