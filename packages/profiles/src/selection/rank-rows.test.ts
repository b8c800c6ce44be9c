import { expect, test } from 'vitest';
import { rankPurposes } from './rank-key.ts';
import { rankRows } from './rank-rows.ts';

const prefixes = {
  high: Uint32Array.of(0xda39a3ee, 0, 0xffffffff),
  low: Uint32Array.of(0x5e6b4b0d, 0, 0xffffffff),
};

test('ranks are those that the documented lines of Python compute', () => {
  const ranks = rankPurposes.map((purpose) => words(rankRows(prefixes, { seed: 42, purpose })));

  expect(ranks).toEqual([
    ['c165eb13ff68a9c4', 'b29ed950786f5ae3', 'e994a1b11d6c10a0'],
    ['bc5af186e5e0c638', '6a829aa58cbb5be2', '82b2abf4b66c66c3'],
    ['dc948c1f18486d88', '3ae630b6821f9a30', '025a30485fdfe24d'],
    ['713bcff1170965b7', '930ea0196dbf6feb', '0e343c829c1b125e'],
  ]);
});

test('rows that are named are ranked in their order, as they are among all', () => {
  const some = rankRows(prefixes, { seed: 7, purpose: 'order', rows: Uint32Array.of(2, 0, 2) });

  const all = words(rankRows(prefixes, { seed: 7, purpose: 'order' }));
  expect(words(some)).toEqual([all[2], all[0], all[2]]);
});

function words({ high, low }: { readonly high: Uint32Array; readonly low: Uint32Array }): string[] {
  return Array.from(high, (upper, row) =>
    [upper, low[row] ?? 0].map((half) => half.toString(16).padStart(8, '0')).join(''),
  );
}
