import { type Manifest } from '@llamaforge/manifest';
import { categories } from '@llamaforge/schema';
import { sumRows, type CorpusFigures } from './corpus-figures.ts';
import { ProblemTally } from './problem-tally.ts';

const MOST_TOP_SOURCES = 30;

/** The manifest's totals against the rows that are there. */
export function checkRows(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  problems.compare('total_examples', { stated: manifest.total_examples, found: figures.rows });
  return problems;
}

/** The manifest's rows per category against the rows that are there; a category without rows may be left out. */
export function checkCategories(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  for (const category of new Set([...categories, ...figures.rowsByCategory.keys()])) {
    problems.compare(category, {
      stated: countStated(manifest.categories, category),
      found: figures.rowsByCategory.get(category) ?? 0,
    });
  }
  return problems;
}

/** The manifest's rows per source and category against the rows that are there. */
export function checkSources(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  const stated = new Map(Object.entries(manifest.sources));
  for (const source of new Set([...stated.keys(), ...figures.rowsBySource.keys()])) {
    const statedCategories = new Map(Object.entries(stated.get(source)?.categories ?? {}));
    const found = figures.rowsBySource.get(source);
    for (const category of new Set([...statedCategories.keys(), ...(found?.keys() ?? [])])) {
      problems.compare(`${source}, ${category}`, {
        stated: statedCategories.get(category) ?? 0,
        found: found?.get(category) ?? 0,
      });
    }
  }
  return problems;
}

/** The manifest's largest sources against the rows that are there; where sources are equally large at the end of the list, any of them may stand in it. */
export function checkTopSources(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  const stated = Object.entries(manifest.top_sources);
  for (const [source, rows] of stated) {
    const found = sumRows(figures.rowsBySource.get(source)?.values() ?? []);
    problems.compare(source, { stated: rows, found });
  }
  problems.compare('sources listed', {
    stated: stated.length,
    found: Math.min(MOST_TOP_SOURCES, figures.rowsBySource.size),
  });
  const listed = new Set(stated.map(([source]) => source));
  const smallest = Math.min(...stated.map(([, rows]) => rows));
  const leftOut = figures.listSources().find(({ source }) => !listed.has(source));
  if (leftOut !== undefined && leftOut.rows > smallest) {
    problems.add(
      () => `${leftOut.source} is left out with ${String(leftOut.rows)} rows, others have fewer`,
    );
  }
  return problems;
}

/** The manifest's length figures against those of the rows that are there. */
export function checkLengths(manifest: Manifest, figures: CorpusFigures): ProblemTally {
  const problems = new ProblemTally();
  for (const field of ['instruction', 'input', 'output'] as const) {
    const found = figures.lengths[field].summarize();
    for (const figure of ['min', 'median', 'p95', 'max'] as const) {
      problems.compare(`${field}, ${figure}`, {
        stated: manifest.lengths[field][figure],
        found: found[figure],
      });
    }
  }
  return problems;
}

function countStated(counts: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}
