import axe from 'axe-core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyReport, fullReport } from '../corpus-report.testing.ts';
import { hostileReport } from '../hostile-report.testing.ts';
import { findChromium } from './chromium.testing.ts';
import { renderReportPage } from './render-report-page.ts';

const executablePath = findChromium();
const inBrowser = test.skipIf(executablePath === undefined);
const where = executablePath === undefined ? ' (skipped: no Chromium here)' : '';

const reports = {
  full: fullReport(),
  hostile: hostileReport(),
  empty: emptyReport,
} as const;

let folder: string;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  for (const [name, report] of Object.entries(reports)) {
    await writeFile(join(folder, `${name}.html`), renderReportPage(report));
  }
  if (executablePath === undefined) return;
  // Chromium has no sandbox for root, whom a container runs as.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

inBrowser.for(['full', 'hostile', 'empty'] as const)(
  `the %s report opens from its file with no error and asks for nothing else${where}`,
  async (name) => {
    const { page, seen } = await openReport(name);

    await openEverything(page);

    expect(await page.locator('section').count()).toBe(14);
    expect(seen).toEqual({ requests: [fileUrl(name)], troubles: [] });
    await page.context().close();
  },
);

inBrowser(`nothing that a row or a name holds runs or becomes an element${where}`, async () => {
  const { page, seen } = await openReport('hostile');

  await openEverything(page);
  await page.mouse.move(200, 200);
  const found = await page.evaluate(() => ({
    broken: 'broken' in window,
    foreign: document.querySelectorAll('img, iframe, link, body style, meta[http-equiv=refresh]')
      .length,
    scripts: document.scripts.length,
    handlers: [...document.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
    addresses: [...document.querySelectorAll('[href], [src]')].filter(
      (element) => element.getAttribute('href')?.startsWith('#') !== true,
    ).length,
    sections: document.querySelectorAll('main > section').length,
  }));

  expect(found).toEqual({
    broken: false,
    foreign: 0,
    scripts: 1,
    handlers: [],
    addresses: 0,
    sections: 14,
  });
  expect(seen.troubles).toEqual([]);
  await page.context().close();
});

inBrowser(`a script that got into the page all the same would not run${where}`, async () => {
  const page = await newPage({});
  const html = renderReportPage(reports.full).replace(
    '</main>',
    '<script>window.broken = 1</script><img src="x" onerror="window.broken = 2"></main>',
  );
  await writeFile(join(folder, 'broken.html'), html);

  await page.goto(fileUrl('broken'));

  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  await page.context().close();
});

inBrowser(`a table is sorted by a press of its titles, by mouse and by keys${where}`, async () => {
  const { page } = await openReport('full');
  const table = page.getByRole('table', { name: 'Kept rows by source' });
  const title = table.getByRole('columnheader', { name: 'kept' });

  await title.getByRole('button').click();
  const clicked = await readColumn(table, 1);
  await title.getByRole('button').press('Enter');
  const pressed = await readColumn(table, 1);

  const rows = fullReport().sources.map((source) => source.rows);
  expect(clicked).toEqual([...rows, 0].sort((a, b) => b - a).map(grouped));
  expect(pressed).toEqual([...rows, 0].sort((a, b) => a - b).map(grouped));
  expect(await title.getAttribute('aria-sort')).toBe('ascending');
  await page.context().close();
});

inBrowser(`texts are sorted from A, and only one title says that it sorts${where}`, async () => {
  const { page } = await openReport('full');
  const table = page.getByRole('table', { name: 'Kept rows by source' });

  await table.getByRole('columnheader', { name: 'kept' }).getByRole('button').click();
  await table.getByRole('columnheader', { name: 'source' }).getByRole('button').click();

  const names = await readColumn(table, 0);
  expect(names.slice(0, 3)).toEqual([
    'code_alpaca_full',
    'code_alpaca_full_2',
    'code_alpaca_full_3',
  ]);
  expect(await table.locator('[aria-sort]').count()).toBe(1);
  await page.context().close();
});

inBrowser(`examples are opened by a press, also without scripts${where}`, async () => {
  const { page } = await openReport('full', { javaScriptEnabled: false });
  const example = page.locator('#reading details').first();
  const code = example.locator('pre').first();

  const before = await code.isVisible();
  await example.locator('summary').first().click();

  expect(before).toBe(false);
  expect(await code.textContent()).toBe(
    '```python\ndef add(a, b):\n    return a + b  # <b>sum</b>\n```',
  );
  expect(await code.isVisible()).toBe(true);
  expect(await page.locator('button').count()).toBe(0);
  await page.context().close();
});

inBrowser(`a dialogue is read as bubbles, the user's to the right${where}`, async () => {
  const { page } = await openReport('full');
  const row = page.locator('#reading .row', { hasText: 'You are a travel guide.' }).first();

  await openEverything(page);
  const box = await row.boundingBox();
  const bubbles = await row.locator('.bubble').evaluateAll((elements) =>
    elements.map((element) => ({
      speaker: element.querySelector('.name')?.textContent,
      left: element.getBoundingClientRect().left,
      right: element.getBoundingClientRect().right,
    })),
  );

  expect(bubbles.map((bubble) => bubble.speaker)).toEqual([
    'System',
    'Human',
    'Assistant',
    'Tool',
    'Human',
    'Assistant',
  ]);
  const end = (box?.x ?? 0) + (box?.width ?? 0);
  expect(bubbles.map((bubble) => Math.round(bubble.right) === Math.round(end))).toEqual(
    bubbles.map((bubble) => bubble.speaker === 'Human'),
  );
  await page.context().close();
});

inBrowser.for([
  ['full', 360],
  ['hostile', 360],
  ['hostile', 1280],
  ['empty', 360],
] as const)(
  `the page of the %s report is no wider than %i pixels${where}`,
  async ([name, width]) => {
    const { page } = await openReport(name, { viewport: { width, height: 800 } });

    await openEverything(page);

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  },
);

inBrowser.for([
  ['full', 'light'],
  ['full', 'dark'],
  ['hostile', 'light'],
  ['empty', 'dark'],
] as const)(
  `axe finds no serious fault in the %s report in %s colours${where}`,
  { timeout: 60_000 },
  async ([name, colorScheme]) => {
    const { page } = await openReport(name, { colorScheme, bypassCSP: true });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) {
        // Nested ones are alike: two of each section show what all have.
        details.open = details.parentElement?.querySelector('details') === details;
      }
    });

    await page.evaluate(axe.source);
    const faults = await page.evaluate(async () => {
      const runner: unknown = Reflect.get(window, 'axe');
      if (typeof runner !== 'object' || runner === null) throw new Error('axe is not there.');
      const run: unknown = Reflect.get(runner, 'run');
      if (typeof run !== 'function') throw new Error('axe does not run.');
      const result: unknown = await Reflect.apply(run, runner, [document]);
      return JSON.stringify(result, ['violations', 'id', 'impact', 'nodes', 'html']);
    });

    expect(seriousFaults(faults)).toEqual([]);
    await page.context().close();
  },
);

async function newPage(options: BrowserContextOptions): Promise<Page> {
  if (browser === undefined) throw new Error('There is no browser.');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  return await context.newPage();
}

interface Opened {
  readonly page: Page;
  /** addresses that were asked for, and whatever went wrong or wanted attention */
  readonly seen: { readonly requests: string[]; readonly troubles: string[] };
}

async function openReport(name: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const page = await newPage(options);
  const seen: Opened['seen'] = { requests: [], troubles: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => seen.troubles.push(message.text()));
  page.on('pageerror', (error) => seen.troubles.push(error.message));
  page.on('dialog', (dialog) => {
    seen.troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(fileUrl(name));
  return { page, seen };
}

async function openEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

function fileUrl(name: string): string {
  return pathToFileURL(join(folder, `${name}.html`)).href;
}

async function readColumn(table: ReturnType<Page['locator']>, column: number): Promise<string[]> {
  return await table
    .locator('tbody tr')
    .evaluateAll(
      (rows, index) => rows.map((row) => row.querySelectorAll('td, th')[index]?.textContent ?? ''),
      column,
    );
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function seriousFaults(json: string): unknown[] {
  const result: unknown = JSON.parse(json);
  if (typeof result !== 'object' || result === null || !('violations' in result)) return [result];
  const { violations } = result;
  if (!Array.isArray(violations)) return [result];
  return violations.filter((fault: unknown) => isSerious(fault));
}

function isSerious(fault: unknown): boolean {
  if (typeof fault !== 'object' || fault === null || !('impact' in fault)) return true;
  return fault.impact === 'serious' || fault.impact === 'critical';
}
