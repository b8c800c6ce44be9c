import { findLedgerProblems, type Manifest } from '@llamaforge/manifest';
import { ProblemTally } from './problem-tally.ts';
import { sumRows } from './corpus-figures.ts';

/** Every sum that the manifest promises between its own figures. */
export function checkLedger(manifest: Manifest): ProblemTally {
  const problems = new ProblemTally();
  for (const sentence of findLedgerProblems(manifest)) problems.add(() => sentence);
  return problems;
}

/** The share of duplicates among the rows read, as text with one decimal. */
export function checkDeduplicationRate(manifest: Manifest): ProblemTally {
  const problems = new ProblemTally();
  const { read, duplicates } = manifest.ledger;
  const share = read > 0 ? (100 * duplicates) / read : 0;
  problems.compare('deduplication_rate', {
    stated: manifest.deduplication_rate,
    found: `${share.toFixed(1)}%`,
  });
  return problems;
}

/** Figures that no file can bear out exactly: none may exceed the rows they are about. */
export function checkBounds(manifest: Manifest): ProblemTally {
  const problems = new ProblemTally();
  const bound = (what: string, { rows, most }: { rows: number; most: number }): void => {
    if (rows > most) problems.add(() => `${what}: ${String(rows)}, of ${String(most)} rows`);
  };
  const digestsByFile = new Map<string, number>();
  for (const {
    path,
    rows,
    shapes,
    lone_surrogates: surrogates,
    turns_left_out,
  } of manifest.inputs) {
    const withDigest = rows.kept + rows.duplicates;
    digestsByFile.set(path, withDigest);
    const shaped = sumRows(Object.values(shapes));
    bound(`${path}, shapes`, { rows: shaped, most: rows.read });
    bound(`${path}, kept and duplicates without a shape`, { rows: withDigest, most: shaped });
    bound(`${path}, lone_surrogates`, { rows: surrogates, most: rows.read });
    if (rows.read === 0) bound(`${path}, turns_left_out`, { rows: turns_left_out, most: 0 });
  }
  for (const { files, digests } of manifest.overlap) {
    const [first, second] = files;
    for (const file of files) {
      const most = digestsByFile.get(file);
      if (most === undefined) problems.add(() => `overlap: ${file} is none of the inputs`);
      else bound(`overlap of ${first} and ${second}`, { rows: digests, most });
    }
  }
  const tagged = sumRows(manifest.unknown_categories.map(({ rows }) => rows));
  bound('unknown_categories', { rows: tagged, most: manifest.ledger.read });
  return problems;
}
