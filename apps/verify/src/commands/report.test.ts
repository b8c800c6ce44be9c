import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../command-line.ts';
import { writeCorpus } from '../made-corpus.testing.ts';
import { quietReading } from '../verification.testing.ts';

test('reports a corpus by its flags', async () => {
  const folder = writeCorpus();
  const words = [
    ...['report', join(folder, 'corpus.jsonl'), '--output', join(folder, 'a.html')],
    ...['--sample', 'all', '--seed', '7', '--json'],
  ];

  const { text, failed } = await runCommandLine(words, quietReading);

  expect(failed).toBe(false);
  expect(JSON.parse(text)).toMatchObject({
    html: join(folder, 'a.html'),
    rows: 4,
    sample: { seed: 7 },
  });
  expect(existsSync(join(folder, 'a.md'))).toBe(true);
});

test.each([
  ['--smaple', 'There is no flag "--smaple". Did you mean --sample?'],
  ['--output=', '--output needs a path: --output <path>.'],
  ['--tokenizer=', '--tokenizer needs a path: --tokenizer <path>.'],
  ['--before=', '--before needs a path: --before <path>.'],
  ['another.jsonl', 'report takes one file; "another.jsonl" is one too many.'],
])('refuses %s', async (word, message) => {
  const running = runCommandLine(['report', 'corpus.jsonl', word], quietReading);

  await expect(running).rejects.toThrow(message);
});

test('says in its help that a corpus which fails is reported all the same', async () => {
  const { text } = await runCommandLine(['report', '--help'], quietReading);

  expect(text.replaceAll(/\s+/gu, ' ')).toContain(
    'Exit codes: 0 written, also where the corpus fails its verification',
  );
});
