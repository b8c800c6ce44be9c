import { qualityTags } from '@llamaforge/quality';
import {
  CorpusError,
  namedRejectReasons,
  rejectReasonSchema,
  UsageError,
} from '@llamaforge/schema';
import { expect, test } from 'vitest';
import { allRejectReasons } from './reject-reasons.ts';
import {
  listTreatment,
  readTreatmentMeta,
  refuseOtherTreatment,
  treatmentMeta,
} from './treatment-meta.ts';
import { isUntreated, noTreatment, readTreatment } from './treatment.ts';

const [firstTag = 'made_by_another'] = qualityTags;

test('words in any order, and twice, are tags in their own order, each once', () => {
  const words = [...qualityTags.toReversed(), firstTag];

  expect(readTreatment({ drop: words, repair: ['mojibake', 'mojibake'] })).toEqual({
    drop: qualityTags,
    repair: ['mojibake'],
  });
});

test('no words are no treatment', () => {
  expect([readTreatment({}), readTreatment({ drop: [], repair: [] })]).toEqual([
    noTreatment,
    noTreatment,
  ]);
  expect([noTreatment, readTreatment({ drop: [firstTag] })].map(isUntreated)).toEqual([
    true,
    false,
  ]);
});

test('a word that is no tag or repair is refused, with the nearest one or all there are', () => {
  expect(() => readTreatment({ drop: ['made_by_anothr'] })).toThrow(
    new UsageError('--drop: made_by_anothr is no tag; did you mean made_by_another?'),
  );
  expect(() => readTreatment({ drop: ['tag:x'] })).toThrow(
    new UsageError(`--drop: tag:x is no tag; it is one of ${qualityTags.join(', ')}`),
  );
  expect(() => readTreatment({ repair: ['mojibke'] })).toThrow(
    new UsageError('--repair: mojibke is no repair; did you mean mojibake?'),
  );
  expect(() => readTreatment({ repair: ['html'] })).toThrow(
    new UsageError('--repair: html is no repair; it is one of mojibake'),
  );
});

test('every reason has a number that fits a byte, and named ones have theirs first', () => {
  expect(allRejectReasons.slice(0, namedRejectReasons.length)).toEqual(namedRejectReasons);
  expect(new Set(allRejectReasons).size).toBe(allRejectReasons.length);
  expect(allRejectReasons.length).toBeLessThanOrEqual(255);
  for (const reason of allRejectReasons) expect(rejectReasonSchema.parse(reason)).toBe(reason);
});

test('what a table notes is read back, and nothing is noted where nothing was asked', () => {
  const treatment = readTreatment({ drop: qualityTags, repair: ['mojibake'] });

  expect(readTreatmentMeta(metaOf(treatmentMeta(treatment)))).toEqual(treatment);
  expect(treatmentMeta(noTreatment)).toEqual({});
  expect(readTreatmentMeta(metaOf({}))).toEqual(noTreatment);
});

test('a manifest names what was asked in alphabetical order, and no empty list', () => {
  const all = readTreatment({ drop: qualityTags });

  expect(listTreatment(all)).toEqual({ drop: [...qualityTags].sort() });
  expect(listTreatment(readTreatment({ repair: ['mojibake'] }))).toEqual({ repair: ['mojibake'] });
});

test('another treatment than the table’s is refused with both, an equal one is not', () => {
  const dropping = readTreatment({ drop: [firstTag] });
  const mending = readTreatment({ repair: ['mojibake'] });
  const refusalOf = (made: typeof dropping, now: typeof dropping): (() => void) => {
    const readMeta = metaOf(treatmentMeta(made));
    return () => {
      refuseOtherTreatment(readMeta, { treatment: now, database: 'h.sqlite' });
    };
  };

  expect(refusalOf(dropping, dropping)).not.toThrow();
  expect(refusalOf(noTreatment, noTreatment)).not.toThrow();
  expect(refusalOf(dropping, noTreatment)).toThrow(
    new CorpusError(
      `h.sqlite was made with --drop ${firstTag}, this run is without --drop. Append with the same, or merge anew, without --append.`,
    ),
  );
  expect(refusalOf(noTreatment, mending)).toThrow(
    new CorpusError(
      'h.sqlite was made without --repair, this run is with --repair mojibake. Append with the same, or merge anew, without --append.',
    ),
  );
});

function metaOf(meta: Readonly<Record<string, string>>): (name: string) => string | undefined {
  return (name) => meta[name];
}
