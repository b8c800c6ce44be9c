import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyReport, fullReport, reportRow, reportText } from '../corpus-report.testing.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { hostileReport } from '../hostile-report.testing.ts';
import { renderReportPage } from './render-report-page.ts';

test('equal reports give equal bytes', () => {
  expect(renderReportPage(fullReport())).toBe(renderReportPage(fullReport()));
});

test('the one script is the one that the policy names, and nothing may be loaded', () => {
  const page = renderReportPage(hostileReport());

  const scripts = Array.from(
    page.matchAll(/<script>([^]*?)<\/script>/gu),
    ([, script = '']) => script,
  );
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(page)?.[1];
  const hash = createHash('sha256')
    .update(scripts[0] ?? '')
    .digest('base64');
  expect(scripts).toHaveLength(1);
  expect(policy).toBe(
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
});

test('no text of a hostile report opens an element that the page does not make itself', () => {
  const tags = new Set(
    Array.from(
      renderReportPage(hostileReport()).matchAll(/<\/?([a-z!][^\s/>]*)/giu),
      ([, tag]) => tag,
    ),
  );

  expect([...tags].sort()).toEqual(
    [
      '!doctype html head meta title style body header p h1 bdi div nav ul li a main section h2 dl dt dd',
      'ol details summary span table caption thead tr th tbody td svg g path rect text tspan line',
      'i figure figcaption b article mark pre footer script',
    ]
      .join(' ')
      .split(' ')
      .sort(),
  );
});

test('no control, lone surrogate or turn of direction stands in the page', () => {
  const page = renderReportPage(hostileReport());

  expect(page.match(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu)).toBeNull();
});

test('a text of which a part is shown says how much of it is not', () => {
  const report: CorpusReport = {
    ...emptyReport,
    readings: [
      {
        category: 'code_debugging',
        label: 'Code/Debugging',
        rows: [{ ...reportRow({}), output: reportText('🐉'.repeat(3000)) }],
      },
    ],
  };

  expect(renderReportPage(report)).toContain(' … 2,250 more characters');
});

test('what a mix or a curriculum is called stands at the top', () => {
  const kinds = (['corpus', 'mix', 'balance', 'curriculum'] as const).map((kind) =>
    /<p>([^<]*) report<\/p>/u
      .exec(renderReportPage({ ...emptyReport, headline: { ...emptyReport.headline, kind } }))
      ?.at(1),
  );

  expect(kinds).toEqual(['Corpus', 'Mix', 'Balanced corpus', 'Curriculum']);
});
