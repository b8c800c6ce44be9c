import { expect, test } from 'vitest';
import { planMerge } from '../plan-merge.ts';
import { noTreatment, readTreatment } from '../treatment/treatment.ts';
import { leftForTable, takenBesides } from './prepare-job.ts';

test('who has languages told takes more memory, in each thread and in the main one', () => {
  const languages = readTreatment({ drop: ['wrong_language'] });
  const others = readTreatment({ drop: ['urls_only'], repair: ['mojibake'] });
  const moreWith = (threads: number): number =>
    takenBesides({ threads, passes: 1 }, languages) -
    takenBesides({ threads, passes: 1 }, noTreatment);

  expect(moreWith(3)).toBe(2 * moreWith(1));
  expect(moreWith(1)).toBeGreaterThan(0);
  expect(takenBesides({ threads: 3, passes: 1 }, others)).toBe(
    takenBesides({ threads: 3, passes: 1 }, noTreatment),
  );
});

test('two passes leave less to sort with than one pass leaves its table, as they take more', () => {
  const options = planMerge({ workingFolder: '/', toolVersion: '0.0.0-test' }).engine;
  const ample = { ...options, memoryBytes: 4e9, threads: 2 };
  const small = { ...ample, memoryBytes: 1 };
  const more =
    takenBesides({ threads: 2, passes: 2 }, noTreatment) -
    takenBesides({ threads: 2, passes: 1 }, noTreatment);

  expect(more).toBeGreaterThan(0);
  expect(leftForTable({ ...ample, passes: 1 }, noTreatment)).toBe(
    leftForTable({ ...ample, passes: 2 }, noTreatment) + more,
  );
  expect(leftForTable({ ...small, passes: 2 }, noTreatment)).toBeGreaterThan(0);
});
