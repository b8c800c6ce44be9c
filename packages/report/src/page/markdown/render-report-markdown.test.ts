import { expect, test } from 'vitest';
import { emptyReport, fullReport, hostileTexts, reportRow } from '../corpus-report.testing.ts';
import { hostileReport } from '../hostile-report.testing.ts';
import { reportSections } from '../report-sections.ts';
import { renderReportMarkdown } from './render-report-markdown.ts';

test('has the sections of the page, in their order', () => {
  const titles = (markdown: string): string[] =>
    Array.from(markdown.matchAll(/^## (.+)$/gmu), ([, title]) => title ?? '');

  const markdown = renderReportMarkdown(fullReport());

  expect(titles(markdown)).toEqual([
    'What to look at',
    ...reportSections(fullReport()).map((section) => section.title),
  ]);
});

test('a report of nothing is a sentence each', () => {
  expect(renderReportMarkdown(emptyReport)).toContain(
    [
      '# corpus.jsonl',
      '## What to look at',
      '- There are no rows to train on.',
      '## At a glance',
      'Verification passed: 12 checks held.',
      '- Rows: **0**\n- Size: **0 B** (0 bytes)\n- Verification: **passed** (12 checks)',
      '## Rows read and kept',
      'There is no manifest, so it is not known what was read and what was removed.',
    ].join('\n\n'),
  );
});

test('a table has its figures to the right, a picture is a table with bars', () => {
  const markdown = renderReportMarkdown({
    ...fullReport(),
    tokens: {
      tokenizer: 'tokenizer.json',
      charactersPerToken: 4,
      rows: 100,
      median: 10,
      p95: 20,
      longer: [
        { tokens: 2048, rows: 30 },
        { tokens: 4096, rows: 1 },
      ],
    },
  });

  expect(markdown).toContain(
    [
      '| name | share | as a bar |',
      '| --- | ---: | --- |',
      `| longer than 2,048 | 30.0% | ${'█'.repeat(30)} |`,
      '| longer than 4,096 | 1.0% | █ |',
    ].join('\n'),
  );
});

test('a row is shown in fences longer than its own', () => {
  const markdown = renderReportMarkdown({
    ...emptyReport,
    readings: [
      {
        category: 'code_debugging',
        label: 'Code/Debugging',
        rows: [reportRow({ output: 'So:\n````\n```js\n````' })],
      },
    ],
  });

  expect(markdown).toContain(
    '### code\\_debugging · Code/Debugging (1 row)\n\n**line 1,204 · open\\_orca**\n\n*instruction*\n\n```\nName three rivers.\n```\n\n*output*\n\n`````\nSo:\n````\n```js\n````\n`````',
  );
});

test('no hostile text stands outside a fence as it is', () => {
  const markdown = renderReportMarkdown(hostileReport());

  const outside = markdown.replace(/^(`{3,})\n[^]*?\n\1$/gmu, '');
  expect(hostileTexts.filter((text) => /[<|]/u.test(text) && outside.includes(text))).toEqual([]);
  expect(outside).not.toMatch(/<(?!\/?br>)/u);
});
