import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinParts } from './join-parts.ts';

test('spreads replays evenly over their part, and marks them', () => {
  const rows = Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0);
  const parts = [
    { size: 3, replays: Uint32Array.of() },
    { size: 6, replays: Uint32Array.of(2, 1) },
  ];

  const replayed = joinParts(rows, parts);

  expect([[...rows], [...replayed]]).toEqual([
    [1, 2, 3, 4, 5, 2, 6, 7, 8, 1, 9],
    [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0],
  ]);
});

test('holds rows and replays in their order, and a replay in every stretch of the part', () => {
  const amounts = fc.tuple(fc.nat(60), fc.nat(60));
  fc.assert(
    fc.property(amounts, ([rowCount, replayCount]) => {
      const own = Uint32Array.from({ length: rowCount }, (_, row) => row);
      const replays = Uint32Array.from({ length: replayCount }, (_, replay) => 1000 + replay);
      const rows = new Uint32Array(rowCount + replayCount);
      rows.set(own);

      const replayed = joinParts(rows, [{ size: rowCount, replays }]);

      expect(rows.filter((row) => row < 1000)).toEqual(own);
      expect(rows.filter((row) => row >= 1000)).toEqual(replays);
      expect([...replayed]).toEqual([...rows].map((row) => Number(row >= 1000)));
      const gaps = [...replayed]
        .join('')
        .split('1')
        .map((gap) => gap.length);
      const inner = gaps.slice(1, -1);
      expect(Math.max(0, ...inner) - Math.min(60, ...inner)).toBeLessThanOrEqual(1);
    }),
  );
});
