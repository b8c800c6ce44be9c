import { CorpusError, UsageError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mergeCorpus } from '../merge-corpus.ts';
import { planMerge } from '../plan-merge.ts';
import { buildProfile, type SelectionResult } from './build-profile.ts';
import { inventedRows } from './invented-rows.testing.ts';
import { mergedCorpus } from './merged-corpus.testing.ts';
import { orderCurriculum } from './order-curriculum.ts';
import { planCurriculumOrder, type CurriculumOrderRequest } from './plan-curriculum-order.ts';
import { planProfile, type ProfileRequest } from './plan-profile.ts';
import type { SelectionContext } from './selection-options.ts';

const files = {
  'data/a.jsonl': inventedRows('instruction', 40) + inventedRows('cot_math', 40),
  'p.json': JSON.stringify({ name: 'p', title: 'P', weights: { instruction: 1 } }),
};

test('what a selection wrote among the data is never read by a merge, its parts and what is set aside included', async () => {
  const folder = await mergedFolder();
  await build(folder, { output: 'data/mix.jsonl', validation: '20%' });
  await order(folder, { output: 'data/order.jsonl', split: true });

  const ignored = await mergeAgain(folder);

  expect(ignored).toEqual([
    { path: 'data/mix.jsonl', reason: 'output' },
    { path: 'data/mix.manifest.json', reason: 'manifest' },
    { path: 'data/mix.validation.jsonl', reason: 'output' },
    { path: 'data/order.1-high_entropy.jsonl', reason: 'output' },
    { path: 'data/order.2-analytical.jsonl', reason: 'output' },
    { path: 'data/order.3-deterministic.jsonl', reason: 'output' },
    { path: 'data/order.manifest.json', reason: 'manifest' },
  ]);
});

test.each([
  [
    'its manifest',
    (folder: string) => {
      rmSync(join(folder, 'data/mix.manifest.json'));
    },
  ],
  [
    '`outputs.json`',
    (folder: string) => {
      rmSync(join(folder, 'output/outputs.json'));
    },
  ],
])('a mix is known by a merge without %s', async (_, remove) => {
  const folder = await mergedFolder();
  await build(folder, { output: 'data/mix.jsonl' });
  remove(folder);

  const ignored = await mergeAgain(folder);

  expect(ignored.filter(({ reason }) => reason === 'output')).toEqual([
    { path: 'data/mix.jsonl', reason: 'output' },
  ]);
});

test.each(['mix.jsonl', 'mix.validation.jsonl', 'mix.manifest.json'])(
  'a user’s file under the name %s is refused and stays as it is',
  async (name) => {
    const folder = await mergedFolder();
    writeFileSync(join(folder, name), 'my notes\n');
    const before = snapshot(folder);

    const built = build(folder, { output: 'mix.jsonl', validation: '20%' });

    await expect(built).rejects.toThrow(
      new CorpusError(
        `${join(folder, name)} exists and was not written by llamaforge, so it is not replaced. Name another file with --output, or move it away.`,
      ),
    );
    expect(snapshot(folder)).toEqual(before);
  },
);

test('the corpus is not replaced by what is chosen from it', async () => {
  const output = 'corpus.jsonl';
  const folder = await mergedFolder();
  const before = snapshot(folder);

  const built = build(folder, { output });

  await expect(built).rejects.toThrow(
    new CorpusError(
      `${join(folder, output)} is what is read here, so it is not replaced. Name another file with --output.`,
    ),
  );
  expect(snapshot(folder)).toEqual(before);
});

test.each(['output/hashes.sqlite', 'corpus.manifest.json', 'noending'])(
  'an output called %s is refused, for its manifest could not be named after it',
  async (output) => {
    const folder = await mergedFolder();

    const built = build(folder, { output });

    await expect(built).rejects.toThrow(
      new UsageError(
        `--output must end in .jsonl, as its manifest is named after it; "${join(folder, output)}" does not`,
      ),
    );
  },
);

test('what a manifest names elsewhere is not removed with it', async () => {
  const folder = await mergedFolder();
  const thesis = join(folder, 'thesis.txt');
  writeFileSync(thesis, 'years of work');
  await build(folder, {});
  const path = join(folder, 'mixes/mix.manifest.json');
  const names = readFileSync(path, 'utf8');
  writeFileSync(path, names.replace('"mix.jsonl"', '"../thesis.txt"'));

  await build(folder, { seed: 7 });

  expect(readFileSync(thesis, 'utf8')).toBe('years of work');
});

test('a process started in another folder does not write what one here is writing', async () => {
  const folder = await mergedFolder();
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  let second: Promise<SelectionResult> | undefined;
  const onProgress = (): void => {
    second ??= build(folder, {
      workingFolder: elsewhere,
      input: '../corpus.jsonl',
      profile: '../p.json',
      output: '../mixes/mix.jsonl',
    });
    second.catch(() => undefined);
  };

  await build(folder, {}, { onProgress });

  await expect(second).rejects.toThrow('Another llamaforge is writing');
});

test.each(['other.jsonl', 'output/rejected.jsonl'])(
  'what another merge wrote, %s, is not replaced',
  async (output) => {
    const folder = await mergedFolder();
    await mergedCorpus(folder, { output: 'other.jsonl', database: 'other.sqlite' });
    const before = snapshot(folder);

    const built = build(folder, { output });

    await expect(built).rejects.toThrow('belongs to the merged corpus of');
    expect(snapshot(folder)).toEqual(before);
  },
);

test('a part of an earlier selection is not read to replace that', async () => {
  const folder = await mergedFolder();
  await order(folder, { output: 'order.jsonl', split: true });
  const before = snapshot(folder);
  const input = 'order.2-analytical.jsonl';

  const ordered = order(folder, { input, output: 'order.jsonl' });

  await expect(ordered).rejects.toThrow(
    new CorpusError(
      `${join(folder, input)} is what is read here, and an output that ${join(folder, 'order.manifest.json')} names, which would go with it. Name another file with --output.`,
    ),
  );
  expect(snapshot(folder)).toEqual(before);
});

test('what an earlier run wrote and this one does not is removed', async () => {
  const folder = await mergedFolder();
  const inMixes = (): string[] => visible(join(folder, 'mixes'));

  await build(folder, { validation: '20%' });
  const withValidation = inMixes();
  await build(folder, {});
  const without = inMixes();
  await order(folder, { split: true });
  const split = inMixes();
  await order(folder, {});
  const whole = inMixes();

  expect(withValidation).toEqual(['mix.jsonl', 'mix.manifest.json', 'mix.validation.jsonl']);
  expect(without).toEqual(['mix.jsonl', 'mix.manifest.json']);
  expect(split).toEqual([
    'mix.1-high_entropy.jsonl',
    'mix.2-analytical.jsonl',
    'mix.3-deterministic.jsonl',
    'mix.manifest.json',
  ]);
  expect(whole).toEqual(['mix.jsonl', 'mix.manifest.json']);
});

test('what a killed run left is gone after the next, and what others write stays', async () => {
  const folder = await mergedFolder();
  const copies = join(folder, 'killed');
  await build(folder, { validation: '20%' }, { onProgress: keepAtWriting(folder, copies) });
  const left = readdirSync(copies).filter((name) => name.endsWith('.partial'));
  copyFiles(copies, join(folder, 'mixes'));
  const mark = /\.[0-9a-f]{8}\.partial$/u.exec(left[0] ?? '')?.[0] ?? '';
  writeFileSync(join(folder, `mixes/mix.jsonl.spool${mark}`), 'half');
  // Another output's: its own run will remove it.
  writeFileSync(join(folder, 'mixes/mix.jsonl.00000000.partial'), 'half');

  await build(folder, {});

  expect(left.length).toBe(2);
  expect(visible(join(folder, 'mixes'))).toEqual([
    'mix.jsonl',
    'mix.jsonl.00000000.partial',
    'mix.manifest.json',
  ]);
});

test('renames that a killed run had still to make are made by the next, also if that fails', async () => {
  const folder = await mergedFolder();
  await build(folder, {});
  const path = join(folder, 'output/outputs.json');
  const moves = [{ from: '../mixes/mix.jsonl.later', to: '../mixes/mix.jsonl' }];
  const outputs = z.looseObject({}).parse(JSON.parse(readFileSync(path, 'utf8')));
  const pending = [{ database: '../mixes/mix.jsonl', moves }];
  writeFileSync(path, JSON.stringify({ ...outputs, pending }));
  writeFileSync(join(folder, 'mixes/mix.jsonl.later'), 'whole\n');

  const built = build(folder, {}, { signal: AbortSignal.abort(new Error('stopped')) });

  await expect(built).rejects.toThrow(new Error('stopped'));
  expect(readFileSync(join(folder, 'mixes/mix.jsonl'), 'utf8')).toBe('whole\n');
});

test('of two that write one file at once the second is told so', async () => {
  const folder = await mergedFolder();

  const [first, second] = await Promise.allSettled([build(folder, {}), build(folder, {})]);

  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({
    status: 'rejected',
    reason: new CorpusError(
      `Another llamaforge is writing ${join(folder, 'mixes/mix.jsonl')}. Wait for it, or name another file with --output.`,
    ),
  });
});

async function mergedFolder(): Promise<string> {
  const folder = temporaryFolder(files);
  await mergedCorpus(folder);
  return folder;
}

/** What a merge of the data leaves out. */
async function mergeAgain(folder: string): Promise<unknown[] & { reason: string }[]> {
  const names = { workingFolder: folder, toolVersion: '0.1.0' };
  const plan = planMerge({ ...names, input: ['data'], output: 'corpus.jsonl' });
  const { manifest } = await mergeCorpus(plan, { now: () => new Date('2026-01-02T03:04:05Z') });
  return [...manifest.ignored];
}

async function build(
  folder: string,
  more: Partial<ProfileRequest>,
  context: SelectionContext = {},
): Promise<SelectionResult> {
  const request = { ...namesIn(folder), profile: 'p.json', ...more };
  return await buildProfile(planProfile(request), context);
}

async function order(
  folder: string,
  more: Partial<CurriculumOrderRequest>,
): Promise<SelectionResult> {
  return await orderCurriculum(planCurriculumOrder({ ...namesIn(folder), ...more }), {});
}

function namesIn(folder: string) {
  const paths = { input: 'corpus.jsonl', output: 'mixes/mix.jsonl' };
  return { workingFolder: folder, toolVersion: '0.1.0', ...paths };
}

/** Copies the folder of mixes as it is while one is written. */
function keepAtWriting(folder: string, copies: string): SelectionContext['onProgress'] {
  return ({ phase }) => {
    if (phase === 'write') copyFiles(join(folder, 'mixes'), copies);
  };
}

function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}

/** Every file that a user sees, with its bytes; not what the product keeps in `output`. */
function snapshot(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names
      .filter((name) => /\.(?:jsonl|json|sqlite)(?:\.|$)/u.test(name) && !name.includes('.lock'))
      .filter((name) => existsSync(join(folder, name)))
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

/** The names in a folder but those of locks, which stay. */
function visible(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.lock'))
    .sort();
}
