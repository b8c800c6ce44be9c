import { categories, ConfigurationError, CorpusError, type Category } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPhases } from './default-phases.ts';
import {
  planCurriculum,
  type CurriculumPlan,
  type CurriculumRequest,
  type CurriculumRows,
} from './plan-curriculum.ts';

const usual: CurriculumRequest = { phases: defaultPhases, blend: 0.1, replay: 0.05, seed: 1 };

test('puts the phases one after another, each by descending entropy', () => {
  const rows = rowsOf([
    ['cot_math', 1],
    ['code_debugging', 4],
    ['creative_narrative', 5],
    ['red_team', 6],
    ['creative_narrative', 7],
    ['tool_api', 2],
  ]);

  const plan = planCurriculum(rows, { ...usual, blend: 0, replay: 0 });

  expect([[...plan.rows], [...plan.replayed]]).toEqual([
    [4, 2, 3, 1, 5, 0],
    [0, 0, 0, 0, 0, 0],
  ]);
  expect(plan.phases).toEqual([
    { ...defaultPhases[0], ...part(0, 2), meanEntropy: 6 },
    { ...defaultPhases[1], ...part(2, 2), meanEntropy: 5 },
    { ...defaultPhases[2], ...part(4, 2), meanEntropy: 1.5 },
  ]);
  expect(plan.leftOut).toBe(0);
});

test('counts what blending and replays put into each part', () => {
  const rows = rowsOf([
    ...Array.from({ length: 100 }, () => ['creative_narrative', 6] as const),
    ...Array.from({ length: 200 }, () => ['code_debugging', 4] as const),
    ...Array.from({ length: 100 }, () => ['cot_math', 2] as const),
  ]);

  const { phases } = planCurriculum(rows, { ...usual, blend: 0.1, replay: 0.1 });

  // The middle: 194 of its own at 4 bits, 3 neighbours at 6 and 3 at 2, and a tenth of the first 100 again.
  expect(phases).toEqual([
    {
      ...defaultPhases[0],
      ...{ firstRow: 0, rows: 100, ownRows: 97, blendedRows: 3, replayedRows: 0 },
      meanEntropy: (97 * 6 + 3 * 4) / 100,
    },
    {
      ...defaultPhases[1],
      ...{ firstRow: 100, rows: 210, ownRows: 194, blendedRows: 6, replayedRows: 10 },
      meanEntropy: (194 * 4 + 3 * 6 + 3 * 2 + 10 * 6) / 210,
    },
    {
      ...defaultPhases[2],
      ...{ firstRow: 310, rows: 130, ownRows: 97, blendedRows: 3, replayedRows: 30 },
      meanEntropy: 350 / 130,
    },
  ]);
});

test('leaves out barred rows, and counts those of categories that no phase names', () => {
  const rows = rowsOf([
    ['code_debugging', 1],
    ['code_debugging', 2],
    ['cot_math', 3],
    ['cot_math', 4],
  ]);
  const barred = Uint8Array.of(0, 1, 0, 1);

  const plan = planCurriculum(
    { ...rows, barred },
    { ...usual, phases: [{ name: 'code', categories: ['code_debugging'] }] },
  );

  expect([[...plan.rows], plan.leftOut]).toEqual([[0], 1]);
});

test('takes phases without rows, which then see none again', () => {
  const rows = rowsOf([
    ['code_debugging', 1],
    ['code_debugging', 2],
  ]);

  const plan = planCurriculum(rows, { ...usual, replay: 1 });

  expect([...plan.rows]).toEqual([1, 0]);
  expect(plan.phases.map((phase) => [phase.firstRow, phase.rows, phase.meanEntropy])).toEqual([
    [0, 0, 0],
    [0, 2, 1.5],
    [2, 0, 0],
  ]);
});

test('plans nothing from no rows', () => {
  const plan = planCurriculum(rowsOf([]), usual);

  expect([plan.rows.length, plan.phases.map((phase) => phase.rows), plan.leftOut]).toEqual([
    0,
    [0, 0, 0],
    0,
  ]);
});

test('holds every row of the phases once besides replays, which only repeat what stood before', () => {
  fc.assert(
    fc.property(madeRows(), request(), (rows, wanted) => {
      const plan = planCurriculum(rows, wanted);

      const phaseOf = phaseNumbers(rows, wanted);
      const own = [...plan.rows].filter((_, place) => plan.replayed[place] === 0);
      const inPhases = phaseOf.flatMap((phase, row) => (phase === -1 ? [] : [row]));
      expect(own.sort((a, b) => a - b)).toEqual(inPhases);
      expect(plan.leftOut + inPhases.length).toBe(rows.categories.length);
      for (const [index, phase] of plan.phases.entries()) {
        const places = Array.from({ length: phase.rows }, (_, place) => phase.firstRow + place);
        const replays = places.filter((place) => plan.replayed[place] === 1);
        const repeated = replays.map((place) => plan.rows[place] ?? -1);
        expect(new Set(repeated).size).toBe(phase.replayedRows);
        expect(replays.length).toBe(phase.replayedRows);
        expect(repeated.every((row) => (phaseOf[row] ?? 99) < index)).toBe(true);
        const before = new Set(plan.rows.subarray(0, phase.firstRow));
        expect(repeated.every((row) => before.has(row))).toBe(true);
      }
    }),
  );
});

test('keeps each phase in a part of its own, as long as the phase and its replays', () => {
  fc.assert(
    fc.property(madeRows(), request(), (rows, wanted) => {
      const plan = planCurriculum(rows, wanted);

      const phaseOf = phaseNumbers(rows, wanted);
      let firstRow = 0;
      for (const [index, phase] of plan.phases.entries()) {
        const size = phaseOf.filter((number) => number === index).length;
        const places = [...plan.rows.subarray(firstRow, firstRow + phase.rows)];
        const own = places.filter(
          (row, place) => plan.replayed[firstRow + place] === 0 && phaseOf[row] === index,
        );
        expect([phase.firstRow, phase.ownRows]).toEqual([firstRow, own.length]);
        expect(phase.ownRows + phase.blendedRows).toBe(size);
        expect(phase.rows).toBe(size + phase.replayedRows);
        const entropy = places.reduce((sum, row) => sum + (rows.entropies[row] ?? 0), 0);
        expect(phase.meanEntropy).toBeCloseTo(entropy / Math.max(1, places.length), 9);
        firstRow += phase.rows;
      }
      expect(plan.rows.length).toBe(firstRow);
    }),
  );
});

test('gives a later phase its share of the rows before it again', () => {
  const rows = rowsOf(
    Array.from({ length: 1200 }, (_, row) => [categoryAt(row), (row * 7) % 5] as const),
  );

  const plan = planCurriculum(rows, { ...usual, replay: 0.5 });

  expect(plan.phases.map((phase) => phase.replayedRows)).toEqual([0, 150, 450]);
});

test('replays other rows in each phase', () => {
  const rows = rowsOf(
    Array.from({ length: 3000 }, (_, row) => {
      const category: Category =
        row < 1000 ? 'creative_narrative' : row < 2000 ? 'analytical' : 'cot_math';
      return [category, 1] as const;
    }),
  );

  const plan = planCurriculum(rows, { ...usual, blend: 0, replay: 0.1 });

  const [, second, third] = plan.phases.map(
    (phase) => new Set(replaysOf(plan, phase).filter((row) => row < 1000)),
  );
  const both = [...(second ?? [])].filter((row) => third?.has(row) === true);
  expect([second?.size, both.length < 30]).toEqual([100, true]);
});

test('gives the same order to the same rows in whatever order they stand', () => {
  const rows = rowsOf(Array.from({ length: 400 }, (_, row) => [categoryAt(row), row % 3] as const));
  const order = fc.shuffledSubarray([...rows.categories.keys()], {
    minLength: 400,
    maxLength: 400,
  });
  const planned = prefixesOf(planCurriculum(rows, usual), rows);

  fc.assert(
    fc.property(order, (places) => {
      const shuffled = reordered(rows, places);

      expect(prefixesOf(planCurriculum(shuffled, usual), shuffled)).toEqual(planned);
    }),
    { numRuns: 30 },
  );
  expect(prefixesOf(planCurriculum(rows, { ...usual, seed: 2 }), rows)).not.toEqual(planned);
});

test('names every number that is out of range', () => {
  expect(() => planCurriculum(rowsOf([]), { ...usual, blend: 0.6, replay: -1 })).toThrow(
    new ConfigurationError('Problems in the curriculum', [
      'blend: 0.6 is not from 0 to 0.5; a usual one is 0.1',
      'replay: -1 is not from 0 to 1; a usual one is 0.05',
    ]),
  );
});

test.each([-1, 0.5, 2 ** 53])('takes %d for no seed', (seed) => {
  expect(() => planCurriculum(rowsOf([]), { ...usual, seed })).toThrow(CorpusError);
});

function rowsOf(made: readonly (readonly [category: Category, entropy: number])[]): CurriculumRows {
  return {
    categories: Uint8Array.from(made, ([category]) => categories.indexOf(category)),
    entropies: Float32Array.from(made, ([, entropy]) => entropy),
    prefixes: {
      high: Uint32Array.from(made, (_, row) => Math.imul(row, 0x9e3779b1)),
      low: Uint32Array.from(made, (_, row) => row),
    },
  };
}

function madeRows(): fc.Arbitrary<CurriculumRows> {
  const row = fc.tuple(fc.constantFrom(...categories), fc.constantFrom(0, 1, 2.5, 6.5));
  return fc.array(row, { maxLength: 80 }).map(rowsOf);
}

function request(): fc.Arbitrary<CurriculumRequest> {
  return fc.record({
    phases: fc.constantFrom(defaultPhases, [...defaultPhases].reverse(), defaultPhases.slice(1)),
    blend: fc.constantFrom(0, 0.1, 0.25, 0.5),
    replay: fc.constantFrom(0, 0.05, 0.3, 1),
    seed: fc.nat(5),
  });
}

/** Each row's phase, -1 where none names its category. */
function phaseNumbers(rows: CurriculumRows, { phases }: CurriculumRequest): number[] {
  return Array.from(rows.categories, (place) =>
    phases.findIndex((phase) =>
      phase.categories.some((category) => category === categories[place]),
    ),
  );
}

function categoryAt(row: number): Category {
  return categories[row % categories.length] ?? 'instruction';
}

function part(firstRow: number, rows: number): object {
  return { firstRow, rows, ownRows: rows, blendedRows: 0, replayedRows: 0 };
}

function replaysOf(
  plan: CurriculumPlan,
  { firstRow, rows }: { readonly firstRow: number; readonly rows: number },
): number[] {
  return [...plan.rows.subarray(firstRow, firstRow + rows)].filter(
    (_, place) => plan.replayed[firstRow + place] === 1,
  );
}

function reordered(rows: CurriculumRows, order: readonly number[]): CurriculumRows {
  return {
    categories: Uint8Array.from(order, (row) => rows.categories[row] ?? 0),
    entropies: Float32Array.from(order, (row) => rows.entropies[row] ?? 0),
    prefixes: {
      high: Uint32Array.from(order, (row) => rows.prefixes.high[row] ?? 0),
      low: Uint32Array.from(order, (row) => rows.prefixes.low[row] ?? 0),
    },
  };
}

/** The output as prefixes, which say what a row is wherever it stands; a replay's is negative. */
function prefixesOf(plan: CurriculumPlan, { prefixes }: CurriculumRows): number[] {
  return Array.from(plan.rows, (row, place) => {
    const prefix = 1 + (prefixes.low[row] ?? 0);
    return plan.replayed[place] === 1 ? -prefix : prefix;
  });
}
