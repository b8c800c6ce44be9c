import { DamagedFileError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { detectFormat } from './detect-format.ts';
import type { FileRow } from './file-row.ts';
import { readRows } from './read-rows.ts';
import { readYaml } from './yaml-rows.ts';

test('reads a list item by item, with folded and literal texts, comments and CRLF', async () => {
  const rows = await read(
    [
      '%YAML 1.2',
      '# a list',
      '---',
      '- instruction: >-',
      '    folded',
      '    text',
      '  output: |',
      '    - no item',
      '    # no comment',
      '# between',
      "- {instruction: 'x', output: ''}\r",
      '-',
      '  instruction: y',
      '- - nested',
      '',
    ].join('\n'),
  );

  expect(rows).toEqual([
    { instruction: 'folded text', output: '- no item\n# no comment\n' },
    { instruction: 'x', output: '' },
    { instruction: 'y' },
    ['nested'],
  ]);
});

test('reads each of several documents: mappings as rows, lists by item', async () => {
  const rows = await read(
    '\ufeffa: 1\n---\na: 2\n...\n---\n- a: 3\n- a: 4\n--- {a: 5}\n---\n# nothing\n',
  );

  expect(rows).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }]);
});

test('reads the list under a wrapper key, a flow list, and an indented list', async () => {
  const wrapped = await read('version: 1\nexamples:\n- a: 1\n- a: 2\n');
  const flow = await read('[{a: 1}, {a: 2}]\n');
  const indented = await read('  - a: 1\n  - a: 2\n');
  const mapping = await read('data:\n- turn one\n- turn two\n');

  expect([wrapped, flow, indented]).toEqual([1, 2, 3].map(() => [{ a: 1 }, { a: 2 }]));
  expect(mapping).toEqual([{ data: ['turn one', 'turn two'] }]);
});

test('breaks an item alone', async () => {
  const rows = await read(
    '- a: "open\n- a: 1\n- a: *elsewhere\n- !tag {a: 1}\n- a: [1\n- {a: 1, a: 2}\n',
  );

  expect(rows).toEqual([
    broken(1, 'Missing closing "quote', '- a: "open\n'),
    { a: 1 },
    broken(
      3,
      'Unresolved alias (the anchor must be set before the alias): elsewhere',
      '- a: *elsewhere\n',
    ),
    broken(4, 'Unresolved tag: !tag', '- !tag {a: 1}\n'),
    broken(
      5,
      'Flow sequence in block collection must be sufficiently indented and end with a ]',
      '- a: [1\n',
    ),
    { a: 2 },
  ]);
});

test('breaks an item whose aliases blow up, in no time', async () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*a${String(level - 1)}`;
    return `  k${String(level)}: &a${String(level)} [${Array(10).fill(inner).join(',')}]`;
  });
  const bomb = `- first: 1\n${levels.join('\n')}\n- a: 1\n`;

  const rows = await read(bomb);

  expect(rows).toMatchObject([
    {
      reason: 'invalid_yaml',
      detail: 'Excessive alias count indicates a resource exhaustion attack',
    },
    { a: 1 },
  ]);
});

test('takes __proto__ for a key like any other', async () => {
  const [row] = await read('- __proto__: {polluted: yes}\n  a: 1\n');

  const isPlain = typeof row === 'object' && Object.getPrototypeOf(row) === Object.prototype;
  expect({ row: JSON.stringify(row), isPlain }).toEqual({
    row: '{"__proto__":{"polluted":"yes"},"a":1}',
    isPlain: true,
  });
});

test('breaks an item that is not UTF-8', async () => {
  const rows = await read(
    Buffer.concat([Buffer.from('- a: '), Buffer.from([0xe9]), Buffer.from('\n- a: 1\n')]),
  );

  expect(rows).toMatchObject([
    {
      line: 1,
      reason: 'invalid_utf8',
      detail: 'byte 6 (0xe9) is not UTF-8',
      raw: { base64: 'LSBhOiDpCg==' },
    },
    { a: 1 },
  ]);
});

test('reads an empty file, and comments alone, as no rows', async () => {
  const empty = await read('');
  const comments = await read('# a\n\n# b');

  expect([empty, comments]).toEqual([[], []]);
});

test('calls a file damaged that is one document and broken, but counts a broken one of several', async () => {
  const path = join(temporaryFolder({ 'a.yaml': 'a: [1\nb: 2\n' }), 'a.yaml');
  const several = await read('a: [1\n---\nb: 2\n');

  const reading = collect(readRows(path, await detectFormat(path)));

  await expect(reading).rejects.toThrow(DamagedFileError);
  expect(several).toMatchObject([{ line: 1, reason: 'invalid_yaml' }, { b: 2 }]);
});

test('refuses a document of more than 64 MB that is no list', async () => {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let index = 0; index < 70; index += 1) {
      yield await Promise.resolve(Buffer.from(`k${String(index)}: ${'x'.repeat(1024 * 1024)}\n`));
    }
  }

  const reading = collect(readYaml('a.yaml', chunks()));

  await expect(reading).rejects.toThrow(/a\.yaml is damaged: it holds YAML of more than 64 MB/u);
});

test('reads a list as the parser does at once, however the bytes are cut into chunks', async () => {
  // After a letter: of texts that begin with blank lines the library's own writer makes broken YAML.
  const text = fc
    .string({ unit: fc.constantFrom('a', 'é', '-', ' ', '\n', ':', '"', '#', '---', '\t', '😀') })
    .map((rest) => `x${rest}`);
  const item = fc.dictionary(
    fc.constantFrom('instruction', 'output', 'x'),
    fc.oneof(text, fc.array(text)),
  );

  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1 }),
      fc.array(fc.nat(400)),
      async (items, cuts) => {
        const bytes = Buffer.from(stringify(items));
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));

        const rows = await collect(readYaml('a', inChunks(chunks)));

        expect(plain(rows)).toEqual(parse(bytes.toString('utf8')));
      },
    ),
  );
});

function broken(line: number, detail: string, text: string): unknown {
  return { kind: 'broken', line, reason: 'invalid_yaml', detail, raw: { text } };
}

async function read(content: string | Buffer): Promise<unknown[]> {
  const path = join(temporaryFolder({ 'a.yaml': content }), 'a.yaml');
  return plain(await collect(readRows(path, await detectFormat(path))));
}

function plain(rows: readonly FileRow[]): unknown[] {
  return rows.map((row) => {
    if (row.kind === 'row') return row.value;
    return row.kind === 'broken' ? { ...row, raw: row.raw() } : row;
  });
}

async function* inChunks(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
