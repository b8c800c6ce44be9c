import { createHash } from 'node:crypto';
import { type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { visibleText } from '../../visible-text.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { cutText } from '../cut-text.ts';
import { versionText } from '../version-text.ts';
import { fitSize } from '../fit-size.ts';
import { reportSections } from '../report-sections.ts';
import { type ReportSection } from '../report-section.ts';
import { element, ownElement } from './element.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { sectionView } from './section-view.ts';

/**
 * The report as one HTML file of less than 2 MB that needs nothing else: no network, no other file, and no script but to
 * sort. Texts of rows stand in it escaped, and its security policy lets nothing run but its own script.
 */
export function renderReportPage(report: CorpusReport): string {
  return fitSize(reportSections(report), (sections, wasCut) =>
    pageOf(report.headline, { sections, wasCut }),
  ).text;
}

type Headline = CorpusReport['headline'];

interface PageContent {
  readonly sections: readonly ReportSection[];
  readonly wasCut: boolean;
}

function pageOf(headline: Headline, content: PageContent): string {
  const title = `${cutText(visibleText(headline.file), 120)}: what is in it`;
  const page = element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('title', {}, title),
      ownElement('style', pageStyle),
    ),
    element('body', {}, bodyOf(headline, content)),
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(pageScript).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function bodyOf(headline: Headline, { sections, wasCut }: PageContent): VNode[] {
  return [
    headerView(headline),
    element(
      'div',
      { class: 'columns' },
      element(
        'nav',
        { 'aria-label': 'Contents' },
        element(
          'ul',
          {},
          sections.map(({ id, title }) =>
            element('li', {}, element('a', { href: `#${id}` }, title)),
          ),
        ),
      ),
      element(
        'main',
        {},
        sections.flatMap((section, index) =>
          index === 0 ? [sectionView(section), findingsView(sections)] : [sectionView(section)],
        ),
      ),
    ),
    footerView(headline, wasCut),
    ownElement('script', pageScript),
  ];
}

const kinds: Readonly<Record<Headline['kind'], string>> = {
  corpus: 'Corpus',
  mix: 'Mix',
  balance: 'Balanced corpus',
  curriculum: 'Curriculum',
};

function headerView({ kind, file }: Headline): VNode {
  return element(
    'header',
    { class: 'page' },
    element('p', {}, `${kinds[kind]} report`),
    element('h1', {}, element('bdi', {}, cutText(visibleText(file), 200))),
  );
}

function findingsView(sections: readonly ReportSection[]): VNode {
  const found = sections.flatMap(({ id, findings }) => findings.map((text) => ({ id, text })));
  return element(
    'section',
    { class: 'findings', id: 'findings', 'aria-labelledby': 'findings-title' },
    element('h2', { id: 'findings-title' }, 'What to look at'),
    found.length === 0
      ? element('p', {}, 'Nothing stands out.')
      : element(
          'ol',
          {},
          found.map(({ id, text }) =>
            element(
              'li',
              {},
              element('a', { href: `#${id}` }, element('bdi', {}, visibleText(text))),
            ),
          ),
        ),
  );
}

function footerView({ toolVersion }: Headline, wasCut: boolean): VNode {
  return element(
    'footer',
    {},
    wasCut && element('p', {}, 'Examples were shortened to keep this file below 2 MB.'),
    element('p', {}, `LlamaForge Corpus ${versionText(toolVersion)}`),
  );
}
