import { categories, digestKeys, digestOf, writeRecordLine } from '@llamaforge/schema';
import type { CorpusRecord, DigestKey } from '@llamaforge/schema';
import { outputEntropy } from '@llamaforge/profiles';
import { corpusRecords, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergedCorpus } from '../selection/merged-corpus.testing.ts';
import type { CorpusIndex } from './corpus-index.ts';
import { indexPath, openCorpusIndex } from './open-corpus-index.ts';

test('holds of every row what its record says, under either key', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(corpusRecords(), { maxLength: 8 }),
      fc.constantFrom(...digestKeys),
      async (records, key) => {
        const index = await indexOf(records, key);

        expect(factsIn(index)).toEqual(records.map((record) => factsOf(record, key)));
      },
    ),
    { numRuns: 50 },
  );
});

test('holds rows by the ten thousand, over the borders of its blocks', async () => {
  const records = Array.from({ length: 65_538 }, (_, row) =>
    recordWith({ output: 'x'.repeat(1 + (row % 7)), instruction: String(row) }),
  );

  const index = await indexOf(records, 'exact');

  const rows = Uint32Array.of(0, 65_534, 65_535, 65_536, 65_537);
  const facts = factsIn(index);
  expect(facts.length).toBe(65_538);
  expect(facts.slice(-3)).toEqual(records.slice(-3).map((record) => factsOf(record, 'exact')));
  expect(index.countLengths(rows).output).toEqual(
    new Map([
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
    ]),
  );
});

test('counts lengths in code points, of the rows that are asked for alone', async () => {
  const index = await indexOf(
    [
      recordWith({ instruction: '😀', input: 'é', output: 'abc' }),
      recordWith({ instruction: 'left out' }),
      recordWith({ instruction: 'ab', input: 'é', output: 'a\nc' }),
    ],
    'exact',
  );

  const counts = index.countLengths(Uint32Array.of(0, 2));

  expect(counts).toEqual({
    instruction: new Map([
      [1, 1],
      [2, 1],
    ]),
    input: new Map([[1, 2]]),
    output: new Map([[3, 2]]),
  });
});

test('marks the rows whose assistant says that somebody else made it', async () => {
  const index = await indexOf(
    [
      recordWith({ output: 'I am fine.' }),
      recordWith({ output: 'I am ChatGPT, a language model trained by OpenAI.' }),
    ],
    'exact',
  );

  const { tags } = index.readRows();

  expect([index.footer.tags, [...tags]]).toEqual([['made_by_another'], [0, 1]]);
});

test('a merge leaves the same index as reading its corpus would make', async () => {
  const folder = temporaryFolder({
    'data/a.jsonl':
      '{"instruction":" 1 ","output":"one"}\n{"instruction":"é😀","output":"I am ChatGPT."}\n',
    'data/b.csv': 'instruction,output,category\n1,one,code\n2,"t\n""w",math\n',
  });
  await mergedCorpus(folder);
  const request = { corpus: join(folder, 'corpus.jsonl'), stateFolder: join(folder, 'output') };
  const merged = await openCorpusIndex({ ...request, key: 'exact' });
  const contentOfMerged = contentOf(merged);

  rmSync(indexPath(request.stateFolder, request.corpus));
  const read = await openCorpusIndex({ ...request, key: 'exact' });

  expect(contentOf(read)).toEqual(contentOfMerged);
  expect([merged.footer.distinct, read.footer.distinct]).toEqual([true, false]);
});

/** All that an index says, but for how it was made. */
function contentOf(index: CorpusIndex): unknown {
  const { distinct: _, ...footer } = index.footer;
  const lengths = index.countLengths(Uint32Array.from({ length: footer.rows }, (__, row) => row));
  return { footer, rows: index.readRows(), entropies: index.readEntropies(), lengths };
}

/** The index of records as a corpus holds them. */
async function indexOf(records: readonly CorpusRecord[], key: DigestKey): Promise<CorpusIndex> {
  const text = records.map((record) => `${writeRecordLine(record)}\n`).join('');
  const folder = temporaryFolder({ 'corpus.jsonl': text });
  const request = { corpus: join(folder, 'corpus.jsonl'), stateFolder: join(folder, 'output') };
  return await openCorpusIndex({ ...request, key });
}

function recordWith(part: Partial<CorpusRecord>): CorpusRecord {
  const record = { instruction: 'Say.', input: '', output: 'So.', _source: 's' } as const;
  return { ...record, _category: 'instruction', ...part };
}

interface Facts {
  readonly prefix: readonly number[];
  readonly source: string;
  readonly category: string;
  readonly entropy: number;
}

function factsIn(index: CorpusIndex): Facts[] {
  const { prefixes, labels, categories: ofRows } = index.readRows();
  const entropies = index.readEntropies();
  return Array.from(labels, (label, row) => ({
    prefix: [prefixes.high[row] ?? NaN, prefixes.low[row] ?? NaN],
    source: index.footer.labels[label]?.[0] ?? '(none)',
    category: categories[ofRows[row] ?? NaN] ?? '(none)',
    entropy: entropies[row] ?? NaN,
  }));
}

function factsOf(record: CorpusRecord, key: DigestKey): Facts {
  const digest = digestOf(record, key);
  const output = Buffer.from(JSON.stringify(record.output).slice(1, -1));
  return {
    prefix: [Number(`0x${digest.slice(0, 8)}`), Number(`0x${digest.slice(8, 16)}`)],
    source: record._source,
    category: record._category,
    entropy: Math.fround(outputEntropy(output, 0, output.length)),
  };
}
