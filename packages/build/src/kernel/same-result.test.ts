import { parseManifestText } from '@llamaforge/manifest';
import { writeRecordLine } from '@llamaforge/schema';
import { corpusRecords, hostileText, realDataFolder, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectSameResult } from './both-engines.testing.ts';

// Threads take some tenths of a second to start, so there are few runs, of many rows each.
const runs = { numRuns: 12 };

test('both engines give the same of whatever lines there are, at any number of threads and size of chunks', async () => {
  await fc.assert(
    fc.asyncProperty(folders(), machines(), async (files, machine) => {
      const folder = folderOf(files);

      await expectSameResult(folder, [{}], machine);
    }),
    runs,
  );
}, 240_000);

test('both engines give the same under the rendered key', async () => {
  await fc.assert(
    fc.asyncProperty(folders(), machines(), async (files, machine) => {
      const folder = folderOf(files);

      await expectSameResult(folder, [{ key: 'rendered' }], machine);
    }),
    { numRuns: 4 },
  );
}, 240_000);

test('both engines give the same of gzip, arrays, CSV and mapped columns', async () => {
  const rows = Array.from({ length: 700 }, (_, row) => ({
    question: `Question ${String(row % 600)}, "quoted" and \\ back`,
    answer: row % 50 === 7 ? '' : `Answer é ${'x'.repeat(row)}\n${String(row % 600)}`,
  }));
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const folder = temporaryFolder({
    'a.jsonl.gz': gzipSync(lines),
    'b.json': JSON.stringify(rows.toReversed(), undefined, 2),
    'c.csv': `question,answer\r\n${rows.map(({ question, answer }) => `"${question.replaceAll('"', '""')}","${answer}"`).join('\r\n')}`,
    'd.jsonl': `${lines}\n`,
    'mapped.jsonl': '{"q":"Mapped?","deep":{"a":"Yes."}}\n{"q":"Mapped?"}\n',
    'recipe.yaml': [
      'sources:',
      '  - path: a.jsonl.gz',
      '    cap: 333',
      '  - path: b.json',
      '    name: array',
      '    category: factual',
      '  - path: "[cd].*"',
      '    cap: 900',
      '  - path: mapped.jsonl',
      '    columns: { instruction: q, output: deep.a }',
    ].join('\n'),
  });

  const recipe = join(folder, 'recipe.yaml');
  const all = await expectSameResult(folder, [{ recipe, input: undefined }], {
    threads: 3,
    chunkBytes: 512,
  });
  const whole = await expectSameResult(folder, [{}], { threads: 2, chunkBytes: 4096 });

  expect(formatsOf(all.manifest)).toEqual(['jsonl', 'json_array', 'csv', 'jsonl', 'jsonl']);
  expect(formatsOf(whole.manifest)).toEqual(['jsonl', 'json_array', 'csv', 'jsonl', 'jsonl']);
});

test('rows that are too long for a chunk, for a context and for its texts are kept, repeated and rejected alike', async () => {
  const long = 'Täxt "q" \\ '.repeat(2000);
  const turns = Array.from({ length: 9 }, (_, turn) => ({
    role: turn % 2 === 0 ? 'user' : 'assistant',
    content: `${String(turn)} ${long}`,
  }));
  const instances = Array.from({ length: 300 }, (_, part) => ({
    input: `in ${String(part % 250)}`,
    output: part % 40 === 3 ? '' : `out ${long.slice(0, part)}`,
  }));
  const lines = [
    JSON.stringify({ instruction: 'Short', output: 'row' }),
    JSON.stringify({ instruction: 'Long', output: long }),
    JSON.stringify({ messages: turns }),
    JSON.stringify({ messages: turns.slice(0, 1), note: long }),
    JSON.stringify({ instruction: 'Many', instances }),
    `{"instruction":"Cut","output":"${long}`,
    JSON.stringify({ instruction: 'Long', output: long }),
    '',
    JSON.stringify({ instruction: 'Last', output: 'row' }),
  ];
  const folder = temporaryFolder({
    'a.jsonl': lines.join('\n'),
    'b.jsonl': `${lines.toReversed().join('\r\n')}\n`,
    'empty.jsonl': '',
  });

  const { manifest } = await expectSameResult(folder, [{}], { threads: 2, chunkBytes: 256 });

  expect(JSON.parse(manifest)).toMatchObject({ ledger: { blank: 2 } });
});

test('a record that outgrows its row and its context has its place, and is a duplicate where it is one', async () => {
  // As JSON writes it, 1e20 takes 21 characters: more than four times the chunk in which further rows begin.
  const tools = JSON.stringify(Array.from({ length: 12_600 }, () => 'n')).replaceAll('"n"', '1e20');
  const messages = JSON.stringify([
    { role: 'user', content: 'Which tools?' },
    { role: 'assistant', content: 'Many.' },
  ]);
  const lines = [
    '{"instruction":"Before","output":"row"}',
    `{"messages":${messages},"tools":${tools}}`,
    '{"instruction":"Behind","output":"row"}',
    '{"instruction":"Last","output":"row"}',
  ];
  const folder = temporaryFolder({
    'a.jsonl': lines.join('\n'),
    'b.jsonl': lines.map((line) => line.replace('"row"', '"other row"')).join('\n'),
    'c.jsonl.gz': gzipSync(lines.join('\n')),
  });

  const { manifest } = await expectSameResult(folder, [{}], { threads: 2, chunkBytes: 65_536 });

  expect(JSON.parse(manifest)).toMatchObject({ total_examples: 7, duplicates_removed: 5 });
});

test('tags, sources and names of any length are told in full', async () => {
  const long = 'n'.repeat(60_000);
  const rows = [
    { instruction: 'A', output: 'a', _category: long },
    { instruction: 'B', output: 'b', _source: long },
  ];
  const folder = temporaryFolder({
    'a.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
    'b.jsonl': '{"instruction":"C","output":"c"}\n',
    'recipe.json': JSON.stringify({
      sources: [{ path: 'b.jsonl', name: long }, { path: 'a.jsonl' }],
    }),
  });

  await expectSameResult(folder, [{}], { threads: 2, chunkBytes: 256 });
  await expectSameResult(folder, [{ recipe: join(folder, 'recipe.json'), input: undefined }], {
    threads: 2,
    chunkBytes: 256,
  });
});

test('thousands of small files are merged in their order', async () => {
  const folder = temporaryFolder();
  for (let file = 0; file < 2000; file += 1) {
    const row = { instruction: `Row ${String(file % 1500)}`, output: 'o' };
    writeFileSync(join(folder, `${String(file)}.jsonl`), JSON.stringify(row));
  }

  const { manifest } = await expectSameResult(folder, [{}], { threads: 4 });

  expect(JSON.parse(manifest)).toMatchObject({ total_examples: 1500, duplicates_removed: 500 });
}, 60_000);

const realData = realDataFolder();

test.skipIf(realData === undefined)(
  'both engines give the same of all real data (skipped without CORPUS_REAL_DATA or ../shared/data)',
  async () => {
    const { manifest } = await expectSameResult(realData ?? '', [{}], { threads: 2 });

    expect(JSON.parse(manifest)).toMatchObject({ total_examples: 72_970 });
  },
  240_000,
);

function formatsOf(manifest: string): unknown[] {
  const parsed = parseManifestText(manifest);
  return 'manifest' in parsed ? parsed.manifest.inputs.map(({ format }) => format) : [];
}

/** How the kernel is run; none of it may change the result. */
function machines(): fc.Arbitrary<{ readonly threads: number; readonly chunkBytes: number }> {
  return fc.record({
    threads: fc.integer({ min: 1, max: 4 }),
    chunkBytes: fc.oneof(
      fc.integer({ min: 64, max: 512 }),
      fc.constantFrom(1024, 5000, 65_536, 262_144),
    ),
  });
}

/** Files of lines, many of which stand more than once, in one file or in several. */
function folders(): fc.Arbitrary<string[][]> {
  return fc.array(line(), { minLength: 40, maxLength: 120 }).chain((pool) =>
    fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 150 }), {
      minLength: 1,
      maxLength: 5,
    }),
  );
}

/** Lines as users have them: records, rows of all kinds, things that are no rows, noise. */
function line(): fc.Arbitrary<string> {
  const text = hostileText();
  const turn = fc.record({
    role: fc.constantFrom('user', 'assistant', 'system', 'odd'),
    content: text,
  });
  const tag = fc.option(fc.constantFrom('math', 'Creative-Writing', 'unknown', ' QA ', 'odds', 5), {
    nil: undefined,
  });
  return fc.oneof(
    { weight: 4, arbitrary: corpusRecords().map((record) => writeRecordLine(record)) },
    {
      weight: 4,
      arbitrary: fc
        .record({ instruction: text, input: text, output: text, _category: tag, category: tag })
        .map(written),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          question: text,
          answer: fc.oneof(text, fc.integer()),
          system: fc.option(text),
          _source: fc.option(text),
          id: fc.integer(),
        })
        .map(written),
    },
    {
      weight: 2,
      arbitrary: fc.record({ messages: fc.array(turn, { maxLength: 6 }) }).map(written),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ prompt: text, response: text, size: fc.integer({ min: 0, max: 3000 }) })
        .map(({ size, ...row }) => JSON.stringify({ ...row, pad: 'é'.repeat(size) })),
    },
    fc.constantFrom(
      '',
      ' \t',
      '{}',
      '[]',
      '{"cut',
      'null',
      '\r',
      '\ufeff{"prompt":"P","response":"r"}',
    ),
    text.map((noise) => noise.replaceAll('\n', ' ')),
  );
}

/** JSON, with all that is not ASCII as escapes where the length says so: both ways of writing are one record. */
function written(row: object): string {
  const text = JSON.stringify(row);
  return text.length % 3 === 0
    ? text.replace(/[^ -~]/gu, (character) =>
        Array.from(
          { length: character.length },
          (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
        ).join(''),
      )
    : text;
}

function folderOf(files: readonly (readonly string[])[]): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep'));
  for (const [index, lines] of files.entries()) {
    // Bytes tell the format: a file of nothing but `[]` would be an array, and not a line that is no row.
    const first = '{"instruction":"First","output":"line"}';
    const path = join(folder, index % 2 === 0 ? '.' : 'deep', `${String(index)}.jsonl`);
    writeFileSync(path, [first, ...lines].join(index % 3 === 0 ? '\r\n' : '\n'));
  }
  return folder;
}
