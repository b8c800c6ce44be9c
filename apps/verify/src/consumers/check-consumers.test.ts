import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusRecords, temporaryFolder } from '@llamaforge/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Check } from '../check.ts';
import { goodLines } from '../made-corpus.testing.ts';
import { quietReading } from '../verification.testing.ts';
import { checkConsumers } from './check-consumers.ts';

const python = process.env['CORPUS_PYTHON'] ?? 'python3';
const noPython = 'no-such-python';
const isThere = (module: string): boolean =>
  spawnSync(python, [
    '-c',
    `import importlib.util, sys; sys.exit(importlib.util.find_spec('${module}') is None)`,
  ]).status === 0;
const there = {
  python: spawnSync(python, ['--version']).status === 0,
  datasets: isThere('datasets'),
  pandas: isThere('pandas'),
  duckdb: isThere('duckdb'),
} as const;

// Each library takes seconds to begin.
const LIBRARIES_MS = 180_000;

const dated = [1, 2, 3].map(
  (day) =>
    `{"instruction":"When is ${String(day)}?","input":"","output":"2020-01-0${String(day)}","_category":"factual_grounding","_source":"a"}`,
);
const numbered = [0, 7, 42].map(
  (number) =>
    `{"instruction":"Write ${String(number)}.","input":"","output":"${String(number).padStart(3, '0')}","_category":"cot_math","_source":"a"}`,
);
const odd = [
  '{"instruction":"\u2028\u0085\u007f","input":"\ufeff","output":"\\u0000 \ud7ff\uffff\u{10ffff}","_category":"cot_math","_source":"NaN"}',
  '{"instruction":"null","input":"None","output":"true","_category":"cot_math","_source":"Infinity"}',
];
const lone = numbered.map((line) => line.replace('007', '00\\ud83d'));

test('a Parquet file gives every row back, and the digest is that of the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(corpusRecords(), { maxLength: 30 }), async (records) => {
      const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      const path = writeRows(text);

      const { checks, digests } = await checkConsumers(
        { files: [{ path }], python: noPython },
        quietReading,
      );

      expect(checks[0]).toEqual({ name: 'consumer_parquet', verdict: 'passed' });
      expect(digests).toEqual([{ path, rows: records.length, sha256: sha256(text) }]);
    }),
    { numRuns: 25 },
  );
});

test('a Parquet file of several row groups gives every row back', async () => {
  const lines = Array.from({ length: 25_000 }, (_, index) =>
    (numbered[0] ?? '').replace('Write 0', `Write ${String(index)}`),
  );

  expect(await checkOf('parquet', lines)).toEqual({ name: 'consumer_parquet', verdict: 'passed' });
});

test.each<[string, readonly string[], string]>([
  [
    'a lone surrogate',
    lone,
    'row 2: output from character 3 is "00\\ud83d" and comes back as "00\ufffd"',
  ],
  [
    'half a line',
    [...numbered, '{"instruction":"a'],
    'it cannot be loaded: row 4 is no object of the five texts',
  ],
  [
    'a missing key',
    ['{"instruction":"a","input":""}'],
    'it cannot be loaded: row 1 is no object of the five texts',
  ],
  [
    'a number',
    ['{"instruction":"a","input":"","output":5,"_category":"cot_math","_source":"a"}'],
    'it cannot be loaded: row 1 is no object of the five texts',
  ],
  [
    'keys in another order',
    ['{"input":"","instruction":"a","output":"5","_category":"cot_math","_source":"a"}'],
    'row 1: comes back with its keys in another order',
  ],
])('a Parquet file does not give back %s', async (_what, lines, problem) => {
  expect(await checkOf('parquet', lines)).toEqual(failed('parquet', problem));
});

test('names the file where there are several', async () => {
  const [good, bad] = [writeRows(numbered.join('\n')), writeRows(lone.join('\n'))];

  const { checks } = await checkConsumers(
    { files: [{ path: good }, { path: bad }], python: noPython },
    quietReading,
  );

  expect(checks[0]).toMatchObject({
    problems: [expect.stringMatching(/^rows\.jsonl: row 2: output from/u)],
  });
});

test('skips what there is no Python for, or none that can be run', async () => {
  const folder = temporaryFolder();

  const reasons = [noPython, folder].map((command) => checkOf('duckdb', numbered, command));

  expect(await Promise.all(reasons)).toEqual(
    ['there is no no-such-python', `${folder} cannot be run (EACCES)`].map((reason) => ({
      name: 'consumer_duckdb',
      verdict: 'skipped',
      reason,
    })),
  );
});

test.skipIf(!there.python)(
  'says how to install a module that is missing (skipped without a Python)',
  async () => {
    const bare = writeProgram(`exec ${python} -I -S "$@"`);

    expect(await checkOf('pandas', numbered, bare)).toEqual({
      name: 'consumer_pandas',
      verdict: 'skipped',
      reason: `${bare} has no module pandas (${bare} -m pip install pandas)`,
    });
  },
);

test('says what a process said that ends without an answer', async () => {
  const broken = writeProgram('echo first >&2; echo "no room" >&2; exit 3');

  expect(await checkOf('pandas', numbered, broken)).toEqual(
    failed('pandas', `it cannot be loaded: ${broken} ended with exit code 3; on stderr: no room`),
  );
});

test('takes no answer from a program that is no Python', async () => {
  const echo = writeProgram('echo {}; echo {; echo "[1]"');

  expect(await checkOf('pandas', numbered, echo)).toEqual(
    failed('pandas', `it cannot be loaded: ${echo} ended with exit code 0`),
  );
});

test('ends a process that is still at it when interrupted', async () => {
  const slow = writeProgram('exec sleep 60');
  const interruption = new AbortController();
  const path = writeRows(numbered.join('\n'));
  const reading = {
    signal: interruption.signal,
    onProgress: ({ what }: { readonly what: string }): void => {
      // The Parquet file is read back last before Python is begun.
      if (what === 'from Parquet')
        setTimeout(() => {
          interruption.abort();
        }, 200);
    },
  };

  const checking = checkConsumers({ files: [{ path }], python: slow }, reading);

  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
});

test.skipIf(!there.datasets)(
  'datasets loads every row but of texts that are all dates, or lone surrogates (skipped without it)',
  async () => {
    expect(await checkOf('datasets', [...goodLines, ...odd])).toEqual(passed('datasets'));
    expect(await checkOf('datasets', dated)).toEqual(
      failed(
        'datasets',
        'row 1: output is "2020-01-01" and comes back as "datetime datetime.datetime(2020, 1, 1, 0, 0)"',
      ),
    );
    expect(await checkOf('datasets', lone)).toMatchObject({
      problems: [expect.stringMatching(/^it cannot be loaded: ValueError: .+; on stderr: /u)],
    });
  },
  LIBRARIES_MS,
);

test.skipIf(!there.pandas)(
  'pandas loads every row, of numbers too, but no lone surrogate (skipped without it)',
  async () => {
    expect(await checkOf('pandas', [...goodLines, ...odd])).toEqual(passed('pandas'));
    expect(await checkOf('pandas', numbered)).toEqual(passed('pandas'));
    expect(await checkOf('pandas', dated)).toEqual(passed('pandas'));
    expect(await checkOf('pandas', lone)).toEqual(
      failed('pandas', 'row 2: output from character 3 is "00\\ud83d" and comes back as "00"'),
    );
  },
  LIBRARIES_MS,
);

test.skipIf(!there.duckdb)(
  'DuckDB loads every row, of numbers and dates too, but no lone surrogate (skipped without it)',
  async () => {
    const long = (numbered[0] ?? '').replace('000', 'x'.repeat(20_000_000));

    expect(await checkOf('duckdb', [...goodLines, ...odd])).toEqual(passed('duckdb'));
    expect(await checkOf('duckdb', dated)).toEqual(passed('duckdb'));
    expect(await checkOf('duckdb', numbered)).toEqual(passed('duckdb'));
    expect(await checkOf('duckdb', [long])).toEqual(passed('duckdb'));
    expect(await checkOf('duckdb', lone)).toMatchObject({
      problems: [
        expect.stringMatching(/^it cannot be loaded: InvalidInputException: .*no low surrogate/u),
      ],
    });
  },
  LIBRARIES_MS,
);

type Consumer = 'parquet' | 'datasets' | 'pandas' | 'duckdb';

/** What was found of each text by each Python: one question is asked of all libraries at once. */
const findings = new Map<string, ReturnType<typeof checkConsumers>>();

/** The check of one consumer, of these rows. */
async function checkOf(
  consumer: Consumer,
  lines: readonly string[],
  command = consumer === 'parquet' ? noPython : python,
): Promise<Check | undefined> {
  const text = lines.map((line) => `${line}\n`).join('');
  const question = `${command} ${text}`;
  const files = [{ path: writeRows(text) }];
  const asked = findings.get(question) ?? checkConsumers({ files, python: command }, quietReading);
  findings.set(question, asked);
  return (await asked).checks.find(({ name }) => name === `consumer_${consumer}`);
}

function passed(consumer: Consumer): Check {
  return { name: `consumer_${consumer}`, verdict: 'passed' };
}

function failed(consumer: Consumer, problem: string): Check {
  return {
    name: `consumer_${consumer}`,
    verdict: 'failed',
    problemCount: 1,
    problems: [problem],
  };
}

function writeRows(text: string): string {
  return join(temporaryFolder({ 'rows.jsonl': text }), 'rows.jsonl');
}

/** A program that stands in the place of Python. */
function writeProgram(script: string): string {
  const path = join(temporaryFolder(), 'program');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
