import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadTestKernel, type TestKernel } from './kernel.testing.ts';
import {
  claimByVerdicts,
  claimDone,
  claimLabelsFull,
  claimNumbers,
  claimTableFull,
} from './layout.ts';
import { readTerms } from './read-terms.ts';
import type { SpilledRow } from './spilled-rows.testing.ts';
import { KernelTable } from './table-kernel.testing.ts';
import {
  TableModel,
  type FileOutcome,
  type ModelFile,
  type ModelRow,
} from './table-model.testing.ts';

const sizes = { slotCount: 4, mostSlots: 4096, uniqueLimit: 3000, labelBytes: 300_000 };
const plainFile = { source: 'file', sourceWins: false, cap: undefined, rows: [] };

let kernel: TestKernel;
beforeAll(() => {
  kernel = loadTestKernel();
});

test('claims as maps do: files, caps, labels, tags, the sorted read-out', () => {
  fc.assert(
    fc.property(
      fc.array(files(), { maxLength: 4 }),
      fc.record({
        caps: fc.tuple(fc.nat(30), fc.nat(30)),
        rowsPerContext: fc.integer({ min: 1, max: 40 }),
        slotCount: fc.integer({ min: 1, max: 100 }),
      }),
      (allFiles, { caps, rowsPerContext, slotCount }) => {
        const model = new TableModel(caps);
        const table = new KernelTable(kernel, { ...sizes, slotCount }, caps);
        for (const [number, file] of allFiles.entries()) {
          expect(table.addFile(number, file, { rowsPerContext })).toEqual(model.addFile(file));
        }

        expect(readTerms(kernel.view)).toEqual(model.terms);
        expectSorted(table, model, rowsPerContext);
      },
    ),
    { numRuns: 300 },
  );
});

test('finds every digest again while it grows from one slot, however prefixes lie', () => {
  for (const prefixOf of [
    (index: number) => Math.imul(index, 2_654_435_761) >>> 0,
    () => 0,
    () => 0xffff_ffff,
    (index: number) => 0xffff_ffff - index,
    (index: number) => (index % 2 === 0 ? 0 : 0x8000_0000),
  ]) {
    const rows = Array.from({ length: 900 }, (_, index) =>
      record({ digest: digestOf(prefixOf(index), index) }),
    );
    const file = { ...plainFile, rows: [...rows, ...rows.toReversed()] };
    const model = new TableModel([]);
    const table = new KernelTable(kernel, { ...sizes, slotCount: 1 }, []);

    expect(table.addFile(0, file, { rowsPerContext: 250 })).toEqual(model.addFile(file));
    expectSorted(table, model, 1000);
  }
});

test('takes as many unique rows as there is room for, and duplicates beyond', () => {
  const table = new KernelTable(kernel, { ...sizes, mostSlots: 12, uniqueLimit: 10 }, []);
  const rows = Array.from({ length: 10 }, (_, index) =>
    record({ digest: digestOf(index * 400_000_000, index) }),
  );
  table.beginFile(0, plainFile);

  expect(table.claim(0, rows)).toBe(claimDone);
  expect(table.claim(0, rows)).toBe(claimDone);
  expect(table.claim(0, [...rows, record({ digest: digestOf(7, 7) })])).toBe(claimTableFull);
});

test('says that it is full where a run would leave the slack', () => {
  // The last home, so often that the slack behind it is full.
  const same = Array.from({ length: 4200 }, (_, index) =>
    record({ digest: digestOf(0xffff_ffff, index) }),
  );
  const table = new KernelTable(
    kernel,
    { ...sizes, slotCount: 8, mostSlots: 8, uniqueLimit: 9000 },
    [],
  );

  table.beginFile(0, plainFile);
  const codes = [];
  for (let from = 0; from < same.length; from += 600) {
    codes.push(table.claim(0, same.slice(from, from + 600)));
  }

  expect(codes).toEqual([...Array.from({ length: 6 }, () => claimDone), claimTableFull]);
});

test('says so where there is no room for one more label, pair or tag', () => {
  for (const toRow of [
    (index: number) => record({ source: `source ${String(index)}` }),
    (index: number) => record({ tag: `tag ${String(index)}` }),
  ]) {
    const table = new KernelTable(kernel, { ...sizes, labelBytes: 2048 }, []);
    table.beginFile(0, plainFile);
    const rows = Array.from({ length: 100 }, (_, index) => toRow(index));

    expect(table.claim(0, rows)).toBe(claimLabelsFull);
  }
});

test('keeps the counts of a file whose labels do not fit into the room', () => {
  const rows = Array.from({ length: 30 }, (_, index) =>
    record({ digest: digestOf(index, index), source: `source ${String((index * 7) % 30)}` }),
  );
  const table = new KernelTable(kernel, sizes, []);
  table.beginFile(0, plainFile);
  table.claim(0, rows);

  expect(() => table.closeFile(29)).toThrow('there are 30 labels');
  expect(table.closeFile(30)).toEqual(rows.map((_, index) => [index, 1]));
  expect(table.closeFile(30)).toEqual([]);
});

test('only numbers and labels records where the table is to be left alone', () => {
  const caps = [3];
  const table = new KernelTable(kernel, sizes, caps);
  table.beginFile(0, { ...plainFile, cap: 0 });
  const rows = [0, 0, 1, 2].map((index) => record({ digest: digestOf(index, index), tag: 'odd' }));

  expect(table.claim(0, rows, claimNumbers)).toBe(claimDone);

  expect(() => table.readOutcomes()).toThrow('an entry was left undecided: 0');
  expect(readTerms(kernel.view)).toEqual({
    labels: [{ source: 'file', category: 0, shape: 0 }],
    pairs: [],
    unknownTags: [{ tag: 'odd', rows: 3 }],
  });
  expect(table.readSorted(10)).toEqual([]);
});

test('keeps by verdicts what the table keeps, out of the rows that were set aside', () => {
  fc.assert(
    fc.property(
      fc.array(files(), { maxLength: 4 }),
      fc.record({
        caps: fc.tuple(fc.nat(30), fc.nat(30)),
        rowsPerContext: fc.integer({ min: 1, max: 40 }),
      }),
      (allFiles, { caps, rowsPerContext }) => {
        const model = new TableModel(caps);
        const expected = allFiles.map((file) => model.addFile(file));
        const spilled = spill(new KernelTable(kernel, sizes, caps), allFiles, rowsPerContext);
        const seen = new Set<string>();
        const kept = spilled.filter(({ digest }) => seen.size < seen.add(digest).size);

        const table = new KernelTable(kernel, sizes, caps);
        table.setVerdicts(
          kept.map(({ sequence }) => sequence),
          spilled.length,
        );
        const found = allFiles.map((file, number) =>
          table.addFile(number, file, { rowsPerContext, mode: claimByVerdicts }),
        );

        expect(spilled.map(({ sequence }) => sequence)).toEqual(spilled.map((_, index) => index));
        expect(spilled.map(({ file, line, label }) => [file, line, label])).toEqual(
          expected.flatMap(({ outcomes }, file) =>
            outcomes
              .filter(({ kind }) => kind !== 'rejected')
              .map(({ line, label }) => [file, line, label]),
          ),
        );
        expect(found.map(withoutUniques)).toEqual(expected.map(withoutUniques));
        expect(readTerms(kernel.view)).toEqual(model.terms);
      },
    ),
    { numRuns: 200 },
  );
});

test('numbers records beyond 2^32, and takes those without a verdict for duplicates', () => {
  const table = new KernelTable(kernel, sizes, []);
  const rows = [0, 1, 2].map((index) => record({ digest: digestOf(index, index) }));
  table.beginFile(0, plainFile);
  table.setRecords(2 ** 33 + 5);

  expect(table.claim(0, rows, claimNumbers)).toBe(claimDone);
  expect(table.readSpilled().map(({ sequence }) => sequence)).toEqual([
    2 ** 33 + 5,
    2 ** 33 + 6,
    2 ** 33 + 7,
  ]);

  table.setVerdicts([0], 1);
  table.setRecords(0);
  expect(table.claim(0, rows, claimByVerdicts)).toBe(claimDone);
  expect(table.readOutcomes().map(({ kind }) => kind)).toEqual(['kept', 'duplicate', 'duplicate']);
});

/** What is set aside of all files' rows. */
function spill(
  table: KernelTable,
  allFiles: readonly ModelFile[],
  rowsPerContext: number,
): SpilledRow[] {
  const spilled: SpilledRow[] = [];
  for (const [number, file] of allFiles.entries()) {
    table.beginFile(number, file);
    for (let from = 0; from < file.rows.length; from += rowsPerContext) {
      const code = table.claim(number, file.rows.slice(from, from + rowsPerContext), claimNumbers);
      expect(code).toBe(claimDone);
      spilled.push(...table.readSpilled());
    }
  }
  return spilled;
}

/** An outcome as it is where no table numbers unique rows. */
function withoutUniques({ firstUnique: _, outcomes, ...rest }: FileOutcome): unknown {
  return { ...rest, outcomes: outcomes.map(({ unique: __, ...outcome }) => outcome) };
}

function expectSorted(table: KernelTable, model: TableModel, batch: number): void {
  const { sorted } = model;
  const kept = sorted.map(({ digest, line, label, unique }) => ({ digest, line, label, unique }));

  expect(table.readSorted(batch)).toEqual(kept);
}

function digestOf(prefix: number, rest: number): string {
  return prefix.toString(16).padStart(8, '0') + rest.toString(16).padStart(32, '0');
}

/** Few enough for many to be equal, or to differ in a late byte alone. */
function digests(): fc.Arbitrary<string> {
  const prefix = fc.oneof(
    fc.constantFrom(0, 1, 0x8000_0000, 0xffff_ffff),
    fc.nat(20).map((part) => part * 200_000_000),
  );
  return fc
    .tuple(prefix, fc.constantFrom(0, 1, 2, 0x1000))
    .map(([first, rest]) => digestOf(first, rest));
}

function files(): fc.Arbitrary<ModelFile> {
  const text = fc.constantFrom('a', 'b', 'data/set.jsonl', 'data/set.jsonk', 'Ä "quoted"');
  const row: fc.Arbitrary<ModelRow> = fc.oneof(
    { weight: 1, arbitrary: fc.constant({ kind: 'blank' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'rejected' as const }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('record' as const),
        digest: digests(),
        source: fc.option(text, { nil: undefined }),
        category: fc.nat(2),
        shape: fc.nat(2),
        tag: fc.option(text, { nil: undefined, freq: 3 }),
      }),
    },
  );
  return fc.record({
    source: text,
    sourceWins: fc.boolean(),
    cap: fc.option(fc.nat(1), { nil: undefined }),
    rows: fc.array(row, { maxLength: 60 }),
  });
}

function record(
  given: Partial<Extract<ModelRow, { kind: 'record' }>>,
): Extract<ModelRow, { kind: 'record' }> {
  return {
    kind: 'record',
    digest: digestOf(0, 0),
    source: undefined,
    category: 0,
    shape: 0,
    tag: undefined,
    ...given,
  };
}
