import { layout } from '@llamaforge/kernel';
import { outputEntropy } from '@llamaforge/profiles';
import { makerNamed, nameWords } from '@llamaforge/quality';
import type { RecordText } from '@llamaforge/schema';
import { hostileText, realDataFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCodePoints, measuredFields } from '../length-counts.ts';
import { hostileRecords } from './hostile-texts.testing.ts';
import { readRealRecords } from './real-records.testing.ts';
import { TextKernel } from './text-kernel.testing.ts';

const kernel = await TextKernel.load();
const folder = realDataFolder();
const runs = Number(process.env['PROPERTY_RUNS'] ?? 300);

/** Beginnings and ends of names, and what JSON escapes right before one. */
const nearNames = ['Open', 'AI', '\n', 'x', 'GP', 'T', 'Cl', 'aude', '谷', '歌', 'Chat'];

test('measures as the plain engine, bit by bit', () => {
  fc.assert(
    fc.property(
      fc.array(hostileRecords([...nameWords, ...nearNames], hostileText()), {
        minLength: 1,
        maxLength: 8,
      }),
      (records) => {
        expect(kernel.measure(records)).toEqual(records.map((record) => plainMeasures(record)));
      },
    ),
    { numRuns: runs },
  );
});

test('finds each name wherever it stands, and at the very end', () => {
  const records = nameWords.flatMap((word) =>
    Array.from({ length: 35 }, (_, place) => [
      outputOf(`${'.'.repeat(place)}${word}`),
      outputOf(`${'漢'.repeat(place)}\n${word}, it says`),
    ]).flat(),
  );

  const measured = kernel.measure(records);

  expect(measured.filter(({ isCandidate }) => !isCandidate)).toEqual([]);
  expect(kernel.candidates).toBe(records.length);
});

test('finds no name that the next text goes on with', () => {
  const records = nameWords.flatMap((word) => [
    outputOf(word.slice(0, -1)),
    { instruction: word.slice(-1), input: '', output: '' },
  ]);

  const measured = kernel.measure(records);

  expect(measured.map(({ isCandidate }) => isCandidate)).toEqual(
    records.map(({ output }) => nameWords.some((word) => output.includes(word))),
  );
});

test('adds records by shape, way, lone surrogates and turns left out, and lengths of kept ones', () => {
  const record = { instruction: 'a', input: '', output: 'b' };
  kernel.fill(
    Array.from({ length: 4 }, () => record),
    layout.keptKind,
  );
  const set = (index: number, at: number, value: number): void => {
    kernel.bytes[kernel.entryAt(index) + at] = value;
  };
  for (const index of [0, 1, 2, 3]) set(index, layout.entryTurnsLeftOutAt, 1 + index);
  for (const index of [0, 1, 2, 3]) set(index, layout.shapeAt, 6);
  set(1, layout.kindAt, layout.duplicateKind);
  set(1, layout.flagsAt, layout.loneSurrogateFlag);
  set(2, layout.flagsAt, layout.externalFlag + layout.loneSurrogateFlag);
  set(2, layout.instructionLengthAt + 2, 1);
  set(2, layout.wayAt, 2);
  set(2, layout.shapeAt, layout.none);
  set(3, layout.kindAt, layout.rejectedKind);

  kernel.call('measureEntries', kernel.context);

  const count = (at: number): number => kernel.view.getUint32(kernel.counts + at, true);
  expect({
    shape: count(layout.shapeCountsAt + 6 * 4),
    byCard: count(layout.wayCountsAt),
    byFile: count(layout.wayCountsAt + 2 * 4),
    loneSurrogates: count(layout.loneSurrogatesAt),
    turnsLeftOut: count(layout.turnsLeftOutAt),
  }).toEqual({ shape: 2, byCard: 1, byFile: 1, loneSurrogates: 2, turnsLeftOut: 6 });
  expect(addedLengths(10)).toEqual({
    overflowing: 1,
    overflow: [0, 65_536],
    counted: { 'instruction 1': 1, 'input 0': 2, 'output 0': 1, 'output 1': 1 },
  });
});

test('says how many lengths there were where the overflow has no room', () => {
  kernel.fill([outputOf('x'), outputOf('y')], layout.keptKind);
  for (const index of [0, 1]) {
    kernel.view.setUint32(kernel.entryAt(index) + layout.outputLengthAt, 70_000 + index, true);
  }

  const { overflowing, overflow } = addedLengths(1);

  expect([overflowing, ...overflow]).toEqual([2, 2, 70_000]);
});

test.skipIf(folder === undefined)(
  'measures every real record as the plain engine (skipped without CORPUS_REAL_DATA)',
  { timeout: 300_000 },
  async () => {
    let count = 0;
    let tagged = 0;
    for await (const records of readRealRecords(folder ?? '')) {
      const measured = kernel.measure(records);

      expect(measured).toEqual(records.map((record) => plainMeasures(record)));
      const missed = records.filter(
        ({ output }, index) =>
          makerNamed(output) !== undefined && measured[index]?.isCandidate !== true,
      );
      expect(missed).toEqual([]);
      tagged += records.filter(({ output }) => makerNamed(output) !== undefined).length;
      count += records.length;
    }
    expect(count).toBeGreaterThan(70_000);
    expect(tagged).toBeGreaterThan(0);
  },
);

function plainMeasures(record: RecordText): unknown {
  const output = Buffer.from(JSON.stringify(record.output).slice(1, -1));
  return {
    lengths: measuredFields.map((field) => countCodePoints(record[field])),
    entropy: Math.fround(outputEntropy(output, 0, output.length)),
    isCandidate: nameWords.some((word) => record.output.includes(word)),
  };
}

function outputOf(output: string): RecordText {
  return { instruction: '', input: '', output };
}

/** What `addLengths` adds to empty histograms. */
function addedLengths(room: number): {
  overflowing: number;
  overflow: readonly number[];
  counted: Readonly<Record<string, number>>;
} {
  const lengths = 65_536;
  const histograms = kernel.context + 32 * 1024 * 1024;
  const overflow = histograms - 4096;
  kernel.bytes.fill(0, overflow, histograms + measuredFields.length * lengths * 4);
  const overflowing = kernel.call('addLengths', kernel.context, histograms, overflow, room);
  const counted = measuredFields.flatMap((field, index) => {
    const own = new Uint32Array(kernel.bytes.buffer, histograms + index * lengths * 4, lengths);
    return [...own.entries()].flatMap(([length, count]) =>
      count === 0 ? [] : [[`${field} ${String(length)}`, count] as const],
    );
  });
  return {
    overflowing,
    overflow: [...new Uint32Array(kernel.bytes.buffer, overflow, 2 * Math.min(room, overflowing))],
    counted: Object.fromEntries(counted),
  };
}
