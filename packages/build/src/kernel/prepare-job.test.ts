import { expect, test } from 'vitest';
import { noTreatment, readTreatment } from '../treatment/treatment.ts';
import { takenBesides } from './prepare-job.ts';

test('who has languages told takes more memory, in each thread and in the main one', () => {
  const languages = readTreatment({ drop: ['wrong_language'] });
  const others = readTreatment({ drop: ['urls_only'], repair: ['mojibake'] });
  const moreWith = (threads: number): number =>
    takenBesides({ threads }, languages) - takenBesides({ threads }, noTreatment);

  expect(moreWith(3)).toBe(2 * moreWith(1));
  expect(moreWith(1)).toBeGreaterThan(0);
  expect(takenBesides({ threads: 3 }, others)).toBe(takenBesides({ threads: 3 }, noTreatment));
});
