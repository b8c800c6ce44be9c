import {
  emptyReport,
  fullReport,
  hostileTexts,
  reportRow,
  reportText,
} from './corpus-report.testing.ts';
import { type CorpusReport, type ReportRow } from './corpus-report.ts';

/** A report in which every text that comes from data is a hostile one, each of them somewhere. */
export function hostileReport(): CorpusReport {
  const full = fullReport();
  let next = 0;
  const hostile = (): string => hostileTexts[next++ % hostileTexts.length] ?? '';
  const row = (): ReportRow => ({
    ...reportRow(
      { instruction: hostile(), input: hostile(), output: hostile(), source: hostile() },
      hostileTexts.map((text) => [text.slice(0, 300), text]),
    ),
  });
  const plainRow = (): ReportRow =>
    reportRow({ instruction: hostile(), input: hostile(), output: hostile(), source: hostile() });
  const rows = hostileTexts.flatMap(() => [row(), plainRow()]);
  return {
    ...full,
    headline: {
      ...full.headline,
      file: hostileTexts.join(''),
      toolVersion: hostile(),
      largestShare: { label: hostile(), share: 0.9, cap: 0.45 },
      repaired: { [hostile()]: 3 },
      verification: {
        verdict: 'failed',
        sampleRows: undefined,
        checks: 40,
        failed: hostileTexts.map((text) => ({ name: text, problems: [text, text] })),
        skipped: hostileTexts.map((text) => ({ name: text, reason: text })),
      },
    },
    flow: {
      read: 100 + hostileTexts.length,
      kept: 100,
      duplicates: 0,
      rejected: hostileTexts.map((text) => ({ reason: text, about: text, rows: 1 })),
    },
    labels: full.labels.map((label) => ({ ...label, label: hostile() })),
    sources: full.sources.map((source) => ({
      ...source,
      source: hostile(),
      license: hostile(),
      categories: [
        { category: hostile(), rows: 1 },
        { category: hostile(), rows: 1 },
      ],
    })),
    files: full.files.map((file) => ({
      ...file,
      path: hostile(),
      format: hostile(),
      license: hostile(),
    })),
    overlap: hostileTexts.map((text, index) => ({
      files: [text, hostileTexts[index + 1] ?? 'a'],
      shared: 98,
      held: [100, 1000],
    })),
    lengths: full.lengths.map((entry) => ({
      ...entry,
      category: entry.category === 'all' ? 'all' : hostile(),
    })),
    tokens: { ...full.tokens, tokenizer: hostile() },
    languages: hostileTexts.map((text) => ({
      language: text,
      rows: 7,
      sources: [{ source: text, rows: 7 }],
    })),
    rendered: { rows: 3, examples: [[row(), plainRow()]] },
    tags: hostileTexts.map((text) => ({
      tag: text,
      about: text,
      source: text,
      rows: 70,
      of: 1000,
      sources: [
        { source: text, rows: 70, of: 100, examples: [{ row: plainRow(), evidence: text }] },
      ],
    })),
    rejects: hostileTexts.map((text) => ({
      reason: text,
      about: text,
      rows: 1,
      files: [{ path: text, rows: 1, read: 1 }],
      examples: [{ file: text, line: 1, detail: text, raw: reportText(text) }],
    })),
    readings: hostileTexts.map((text) => ({ category: text, label: text, rows })),
    comparison: {
      before: { ...(full.comparison?.before ?? emptyComparison), manifest: hostile() },
      after: { ...(full.comparison?.after ?? emptyComparison), manifest: hostile() },
      labels: hostileTexts.map((name) => ({ name, before: 3, after: 0 })),
      sources: hostileTexts.map((name) => ({ name, before: 0, after: 3 })),
      rejected: hostileTexts.map((name) => ({ name, before: 1, after: 2 })),
    },
  };
}

const emptyComparison = {
  manifest: emptyReport.headline.file,
  rows: 0,
  read: 0,
  duplicates: 0,
  bytes: 0,
};
