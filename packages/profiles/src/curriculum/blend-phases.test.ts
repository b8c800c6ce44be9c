import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blendPhases } from './blend-phases.ts';

test('puts phases one after another where nothing is blended', () => {
  expect([...blend([Uint32Array.of(5, 3), Uint32Array.of(), Uint32Array.of(4)], 0)]).toEqual([
    5, 3, 4,
  ]);
});

test('crossfades the end of a phase with the beginning of the next', () => {
  const blended = blend(phasesOf([20, 20]), 0.5);

  expect(picture(blended, [20, 20])).toBe('AAAAAAAAAAAAAABAABAABBABBABBBBBBBBBBBBBB');
});

test('crossfades over zones of different length, the rows of each in its order', () => {
  const blended = blend(phasesOf([40, 10]), 0.4);

  expect(picture(blended, [40, 10])).toBe('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAABABABBBBBBB');
});

test('raises the share of the next phase steadily from 0 to 1', () => {
  const zone = blend(phasesOf([10_000, 10_000]), 0.5).subarray(5000, 15_000);

  const shares = Array.from(
    { length: 10 },
    (_, tenth) =>
      zone.subarray(1000 * tenth, 1000 * tenth + 1000).filter((row) => row >= 10_000).length / 1000,
  );
  expect(shares.map((share) => share.toFixed(2))).toEqual(
    [5, 15, 25, 35, 45, 55, 65, 75, 85, 95].map((percent) => (percent / 100).toFixed(2)),
  );
});

test('holds each row once, each phase in its order, and nothing of a phase beyond its neighbours’ zones', () => {
  const sizes = fc.array(fc.nat(30), { maxLength: 5 });
  const shares = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(sizes, shares, (lengths, share) => {
      const phases = phasesOf(lengths);

      const blended = blend(phases, share);

      expect([...blended].sort((a, b) => a - b)).toEqual([...phases.flatMap((rows) => [...rows])]);
      for (const [index, rows] of phases.entries()) {
        const own = blended.filter((row) => rows.includes(row));
        expect(own).toEqual(rows);
        const neighbours = [
          phases.slice(0, index).findLast(isFilled),
          phases.slice(index + 1).find(isFilled),
        ];
        const reach = neighbours.map((neighbour) => Math.floor(share * (neighbour?.length ?? 0)));
        const start = rows[0] ?? 0;
        const places = [...rows].map((row) => blended.indexOf(row));
        expect(places.every((place) => place >= start - (reach[0] ?? 0))).toBe(true);
        expect(places.every((place) => place < start + rows.length + (reach[1] ?? 0))).toBe(true);
      }
    }),
  );
});

/** Phases of so many rows, numbered through. */
function phasesOf(lengths: readonly number[]): readonly Uint32Array[] {
  let next = 0;
  return lengths.map((length) => {
    next += length;
    return Uint32Array.from({ length }, (_, place) => next - length + place);
  });
}

function blend(phases: readonly Uint32Array[], share: number): Uint32Array {
  const rows = Uint32Array.from(phases.flatMap((phase) => [...phase]));
  blendPhases(
    rows,
    phases.map(({ length }) => length),
    share,
  );
  return rows;
}

/** Each row as its phase's letter. */
function picture(blended: Uint32Array, [first]: readonly number[]): string {
  return [...blended].map((row) => (row < (first ?? 0) ? 'A' : 'B')).join('');
}

function isFilled(rows: Uint32Array): boolean {
  return rows.length > 0;
}
