import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { MergeContext } from '../merge-options.ts';
import {
  copyOf,
  folderToMerge,
  mergeIn,
  mergeWays,
  remainsOf,
  whenBegins,
  type MergeWay,
} from './disturbed-merge.testing.ts';

const rows = 6000;
const momentsAWay = 3;
// A second is promised, where the machine has nothing else to do.
const longestMs = 3000;

/** As run logs name them. After the last of each way nothing but its end is left, which is not cut short. */
const phases = [
  ...phasesOf('in one pass', [
    'survey_ms',
    'claims_ms',
    'kept_ms',
    'rest_of_writing_ms',
    'held_ms',
  ]),
  ...phasesOf('in two passes', ['first_pass_ms', 'compare_ms', 'second_pass_ms']),
  ...phasesOf('as an append', ['first_pass_ms', 'compare_ms', 'second_pass_ms']),
];

test.each(phases)(
  'a merge $way that is interrupted in its $phase stops at once and leaves all as it was',
  async ({ phase, way }) => {
    const folder = await folderToMerge(rows);
    const old = remainsOf(folder);
    const interruption = new Interruption();
    whenBegins(phase, () => {
      interruption.abort();
    });

    const { signal, reason } = interruption;
    await expect(mergeIn(folder, way, { signal })).rejects.toBe(reason);

    expect(interruption.lastedMs()).toBeLessThan(longestMs);
    expect(remainsOf(folder)).toEqual(old);
  },
);

test.each(mergeWays)(
  'a merge %s that is interrupted at any moment leaves all as it was, or is done',
  async (way) => {
    const folder = await folderToMerge(rows);
    const old = remainsOf(folder);
    const undisturbed = copyOf(folder);
    const beganAt = performance.now();
    await mergeIn(undisturbed, way);
    const mergeMs = performance.now() - beganAt;
    const whole = remainsOf(undisturbed);

    const ends = new Set<unknown>();
    for (let moment = 0; moment < momentsAWay; moment += 1) {
      const disturbed = copyOf(folder);
      const interruption = new Interruption();
      const timer = setTimeout(
        () => {
          interruption.abort();
        },
        ((moment + 0.5) / momentsAWay) * mergeMs,
      );
      const end = await mergeIn(disturbed, way, { signal: interruption.signal }).then(
        () => 'done',
        (error: unknown) => error,
      );
      clearTimeout(timer);

      expect(['done', interruption.reason]).toContain(end);
      expect(interruption.lastedMs()).toBeLessThan(longestMs);
      expect(remainsOf(disturbed)).toEqual(end === 'done' ? whole : old);
      ends.add(end);
    }
    expect(ends.size).toBeGreaterThan(1);
  },
  120_000,
);

test.each(mergeWays)('a merge %s that was interrupted tells of no progress', async (way) => {
  const folder = await folderToMerge(rows);
  // Right before it starts its threads, and once they run.
  const moments = way === 'in one pass' ? ['passes', 'claims_ms'] : ['survey_ms', 'first_pass_ms'];
  for (const phase of moments) {
    const interruption = new Interruption();
    const onProgress = vi.fn<NonNullable<MergeContext['onProgress']>>();
    whenBegins(phase, () => {
      interruption.abort();
    });

    await expect(mergeIn(folder, way, { signal: interruption.signal, onProgress })).rejects.toBe(
      interruption.reason,
    );
    onProgress.mockClear();
    await sleep(250);

    expect(onProgress).not.toHaveBeenCalled();
  }
});

/** A signal that knows how long ago it was given. */
class Interruption {
  readonly reason = new Error('interrupted by the test');
  readonly #controller = new AbortController();
  #abortedAt: number | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(): void {
    this.#abortedAt = performance.now();
    this.#controller.abort(this.reason);
  }

  /** 0 where it was not given. */
  lastedMs(): number {
    return this.#abortedAt === undefined ? 0 : performance.now() - this.#abortedAt;
  }
}

function phasesOf(
  way: MergeWay,
  names: readonly string[],
): readonly { readonly way: MergeWay; readonly phase: string }[] {
  return names.map((phase) => ({ way, phase }));
}
