import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type CorpusReport } from '../corpus-report.ts';
import { reportSections } from '../report-sections.ts';

/** The report as one HTML file that needs nothing else: no network, no other file, and no script to be read. */
export function renderReportPage(report: CorpusReport): string {
  const sections = reportSections(report);
  const page = h(
    'html',
    { lang: 'en' },
    h('head', null, h('meta', { charset: 'utf-8' }), h('title', null, report.headline.file)),
    h(
      'body',
      null,
      sections.map(({ title, lead }) =>
        h('section', null, h('h2', null, title), h('p', null, lead)),
      ),
    ),
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}
