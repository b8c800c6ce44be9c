import { parseManifestText, type Manifest } from '@llamaforge/manifest';
import { qualityTags } from '@llamaforge/quality';
import { hostileText, realDataFolder, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { misread } from '../treatment/misread.testing.ts';
import { expectSameResult, type EngineRequest } from './both-engines.testing.ts';

const everything = { drop: qualityTags, repair: ['mojibake'] };

test('both engines drop and mend the same of whatever lines there are, at any number of threads and size of chunks', async () => {
  await fc.assert(
    fc.asyncProperty(folders(), treatments(), machines(), async (files, treatment, machine) => {
      const folder = temporaryFolder();
      for (const [index, lines] of files.entries()) {
        const text = [first, ...lines].join('\n');
        const isPacked = index % 3 === 2;
        const path = join(folder, `${String(index)}.jsonl${isPacked ? '.gz' : ''}`);
        writeFileSync(path, isPacked ? gzipSync(text) : text);
      }

      await expectSameResult(folder, [treatment], machine);
    }),
    { numRuns: 10 },
  );
}, 240_000);

test('a mended copy is a duplicate of the clean row, and a dropped row is under its tag in ledger, rejects and table', async () => {
  const clean = { instruction: 'Name the café', output: 'It is “Chez Nous”.' };
  const folder = temporaryFolder({
    'a.jsonl': lines(clean, { instruction: 'Who are you?', output: named }),
    'b.jsonl': lines({ instruction: misread(clean.instruction), output: misread(clean.output) }),
  });

  const { manifest, rejects, tables } = await expectSameResult(
    folder,
    [{ drop: ['made_by_another'], repair: ['mojibake'] }],
    { threads: 2 },
  );

  expect(parsed(manifest)).toMatchObject({
    drop: ['made_by_another'],
    repair: ['mojibake'],
    repaired: { mojibake: 1 },
    ledger: {
      ...{ read: 3, kept: 1, duplicates: 1, blank: 0 },
      rejected: { 'tag:made_by_another': 1 },
    },
  });
  expect(parsed(manifest).inputs.map(({ repaired }) => repaired)).toEqual([
    undefined,
    { mojibake: 1 },
  ]);
  expect(JSON.parse(rejects.toString())).toMatchObject({ line: 2, reason: 'tag:made_by_another' });
  expect(rejects.toString()).toMatch(/"detail":"[^"]*Anthropic/u);
  expect(JSON.stringify(tables)).toContain('tag:made_by_another');
});

test('a cap counts records that are taken, and nothing is counted behind it', async () => {
  const rows = Array.from({ length: 60 }, (_, row) => [
    { instruction: misread(`Café ${String(row)}`), output: 'o' },
    { instruction: `Who ${String(row)}`, output: named },
  ]).flat();
  const folder = temporaryFolder({
    'a.jsonl': lines(...rows),
    'recipe.yaml': `sources: [{ path: a.jsonl, cap: 23 }]\ndrop: [made_by_another]\nrepair: [mojibake]\n`,
  });
  const recipe = join(folder, 'recipe.yaml');

  const { manifest } = await expectSameResult(folder, [{ recipe, input: undefined }], {
    ...{ threads: 3, chunkBytes: 300 },
  });

  expect(parsed(manifest)).toMatchObject({
    repaired: { mojibake: 23 },
    ledger: { kept: 23, rejected: { 'tag:made_by_another': 22 } },
  });
});

test('both engines give the same in two passes and appended, with arrays and mapped columns', async () => {
  const rows = Array.from({ length: 500 }, (_, row) => ({
    q: row % 7 === 0 ? misread(`Où est le café n° ${String(row % 90)} ?`) : `Q ${String(row % 90)}`,
    a: row % 11 === 0 ? named : 'Answer.',
  }));
  const folder = temporaryFolder({
    'a.json': JSON.stringify(rows.map(({ q, a }) => ({ question: q, answer: a }))),
    'b.jsonl': lines(...rows),
    'c.csv': `question,answer\n${rows.map(({ q, a }) => `"${q}","${a}"`).join('\n')}`,
    'a.yaml': 'sources: [{ path: a.json }]\n',
    'all.yaml':
      'sources: [{ path: a.json }, { path: b.jsonl, columns: { instruction: q, output: a } }, { path: c.csv }]\n',
  });
  const request = { ...everything, input: undefined };
  const all = { ...request, recipe: join(folder, 'all.yaml') };

  const small = { threads: 2, chunkBytes: 2048, tableBytes: 4096 };
  await expectSameResult(folder, [all], small);
  await expectSameResult(
    folder,
    [
      { ...request, recipe: join(folder, 'a.yaml') },
      { ...all, append: true },
    ],
    small,
  );
});

test('a row in another language than most of its file is dropped, and no row of a file that is in none', async () => {
  const french = {
    instruction: 'Que dit le panneau qui se trouve devant le magasin de la rue principale ?',
    output:
      'Le panneau dit que le magasin sera fermé demain toute la journée, parce que le propriétaire est parti avec sa famille à la mer. ' +
      'Il rouvrira lundi matin à neuf heures, et les clients qui ont besoin de pain peuvent aller chez le voisin.',
  };
  const english = Array.from({ length: 40 }, (_, row) => ({
    instruction: `What does sign number ${String(row)} say about the weather today?`,
    output: `The sign numbered ${String(row)} says that there will be a lot of rain this morning.`,
  }));
  const folder = temporaryFolder({
    'english.jsonl': lines(...english, french),
    'few.jsonl': lines(...english.slice(0, 10).map((row) => ({ ...row, input: 'few' })), {
      ...french,
      input: 'few',
    }),
  });

  const { manifest, rejects } = await expectSameResult(folder, [{ drop: ['wrong_language'] }], {
    ...{ threads: 2, chunkBytes: 512 },
  });

  expect(parsed(manifest).inputs.map(({ rows }) => [rows.kept, rows.rejected])).toEqual([
    [40, { 'tag:wrong_language': 1 }],
    [11, {}],
  ]);
  expect(JSON.parse(rejects.toString())).toMatchObject({ line: 41, reason: 'tag:wrong_language' });
  expect(rejects.toString()).toContain('"detail":"fr instead of en: Le panneau');
});

const realData = realDataFolder();

test.skipIf(realData === undefined)(
  'both engines drop and mend the same of all real data (skipped without CORPUS_REAL_DATA or ../shared/data)',
  async () => {
    const { manifest } = await expectSameResult(realData ?? '', [everything], { threads: 2 });

    const { ledger, repaired } = parsed(manifest);
    expect(ledger.kept).toBeGreaterThan(40_000);
    expect(ledger.rejected['tag:made_by_another']).toBeGreaterThan(0);
    expect(repaired?.['mojibake']).toBeGreaterThan(0);
  },
  600_000,
);

const first = '{"instruction":"First","output":"line"}';
const named = 'I am Claude, an AI model made by Anthropic.';

function lines(...rows: readonly object[]): string {
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

function parsed(text: string): Manifest {
  const read = parseManifestText(text);
  if (!('manifest' in read)) throw new Error(read.problems.join('; '));
  return read.manifest;
}

function treatments(): fc.Arbitrary<Pick<EngineRequest, 'drop' | 'repair'>> {
  const all = fc.constant<string[]>([...qualityTags]);
  return fc.record({
    drop: fc.oneof(all, fc.subarray<string>([...qualityTags])),
    repair: fc.constantFrom<string[]>([], ['mojibake'], ['mojibake']),
  });
}

function machines(): fc.Arbitrary<{ readonly threads: number; readonly chunkBytes: number }> {
  return fc.record({
    threads: fc.integer({ min: 1, max: 4 }),
    chunkBytes: fc.oneof(fc.integer({ min: 64, max: 512 }), fc.constantFrom(5000, 65_536)),
  });
}

/** Files of lines, many of which stand more than once, some of them broken. */
function folders(): fc.Arbitrary<string[][]> {
  return fc.array(line(), { minLength: 40, maxLength: 120 }).chain((pool) =>
    fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 150 }), {
      minLength: 1,
      maxLength: 4,
    }),
  );
}

/** Rows that tags hold for, and others; each perhaps read wrongly. */
function line(): fc.Arbitrary<string> {
  const said = fc.oneof(
    hostileText(),
    fc.constantFrom(
      ...['It is “right” – café.', 'Привет, мир!', '🎯 done', named, 'null', 'None', 'Go on'],
      ...["I'm sorry, but I can't help with that.", 'Certainly! Here is what you asked for.'],
      ...['https://example.com/a https://example.com/b', '<div class="a">Hi <b>you</b></div>'],
      ...['<think>Unclosed', '<tool_call>{"name":</tool_call>', '```js\nlet a', '\u00c2\u00a0'],
      'The same line, again and again.\n'.repeat(40),
    ),
  );
  const text = fc
    .tuple(said, fc.integer({ min: 0, max: 3 }))
    .map(([word, times]) => (times === 0 ? misread(word) : word));
  const tag = fc.option(fc.constantFrom('math', 'code', 'unknown', 'QA'), { nil: undefined });
  const turn = fc.record({ role: fc.constantFrom('user', 'assistant'), content: text });
  return fc.oneof(
    fc
      .record({ instruction: text, input: text, output: text, _category: tag })
      .map((row) => JSON.stringify(row)),
    fc.record({ prompt: text, response: text }).map((row) => JSON.stringify(row)),
    fc.record({ messages: fc.array(turn, { maxLength: 5 }) }).map((row) => JSON.stringify(row)),
    fc.constantFrom('', '{}', '{"cut', 'null'),
  );
}
