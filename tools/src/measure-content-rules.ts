/**
 * Measures the content rules on data sets whose categories are known, on each half of the families apart, and beside them
 * keyword lists and a linear model learned on the other half. BIG-bench's texts carry a canary: they are scored, none is
 * printed.
 *
 *     node tools/dist/measure-content-rules.js [dataFolder]
 *
 * The folder is the argument, else CORPUS_REAL_DATA, else `../shared/data` beside the repository.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { categoryByRules, createFileVote } from '@llamaforge/adapters';
import {
  balancedScores,
  balancedShare,
  type BalancedScores,
} from './measure-content-rules/balanced-scores.ts';
import { halfOf, type Half } from './measure-content-rules/halves.ts';
import { labelByKeywords } from './measure-content-rules/keyword-lists.ts';
import {
  groupRows,
  labelOf,
  labels,
  type LabelledRow,
} from './measure-content-rules/labelled-row.ts';
import { learnLabels } from './measure-content-rules/learned-ngrams.ts';
import { loadLabelledRows } from './measure-content-rules/load-labelled-rows.ts';

type Decision = ReturnType<typeof categoryByRules>;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder =
  process.argv[2] ?? process.env['CORPUS_REAL_DATA'] ?? join(repository, '..', 'shared', 'data');

const rows = await loadLabelledRows(folder, (file) => {
  console.error(`missing, left out: ${file}`);
});
if (rows.length === 0) {
  console.error(`No labelled sets in ${folder}. Name the folder that holds them.`);
  process.exitCode = 1;
} else {
  console.log(`${String(rows.length)} rows of ${folder}`);
  for (const half of ['development', 'held_out'] as const) report(half);
}

function report(half: Half): void {
  const own = rows.filter((row) => halfOf(row.family) === half);
  const others = rows.filter((row) => halfOf(row.family) !== half);
  const decisions = decide(own);
  const decisionOf = (row: LabelledRow): Decision =>
    decisions.get(row) ?? categoryByRules(row.text);
  const rowLabel = (row: LabelledRow): string => labelOf(decisionOf(row).category);
  const { labelByFile, line } = fileVotes(own, decisionOf);
  const byRow = scored(own, rowLabel);
  const withVote = scored(own, (row) => labelByFile.get(row.file) ?? rowLabel(row));
  const isConfident = (row: LabelledRow): boolean => decisionOf(row).confident;
  const confident = balancedShare(own, isConfident);
  const right = balancedShare(own, (row) => isConfident(row) && rowLabel(row) === row.label);

  console.log(`\n${half}: ${String(own.length)} rows`);
  console.log(
    `  macro-F1 by row ${shown(byRow.macroF1)}, with the file's vote ${shown(withVote.macroF1)}`,
  );
  console.log(`  to the default ${shown(balancedShare(own, (row) => decisionOf(row).isDefault))}`);
  console.log(`  confident ${shown(confident)} of rows, right ${shown(right / confident)}`);
  console.log(`  ${line}`);
  console.log(`  ${cost(own)}`);
  console.log(
    `  keyword lists ${shown(scored(own, labelByKeywords).macroF1)}, learned n-grams ${shown(scored(own, learnLabels(others)).macroF1)}`,
  );
  printTable(byRow);
}

function decide(own: readonly LabelledRow[]): ReadonlyMap<LabelledRow, Decision> {
  return new Map(own.map((row) => [row, categoryByRules(row.text)]));
}

/** CPU time a row, which a busy machine changes less than the time that passes. */
function cost(own: readonly LabelledRow[]): string {
  const typical = own.filter((row) => bytesOf(row) >= 700 && bytesOf(row) <= 1400);
  const bytes = typical.reduce((sum, row) => sum + bytesOf(row), 0) / typical.length;
  for (const row of typical) categoryByRules(row.text);
  const before = process.cpuUsage();
  for (const row of typical) categoryByRules(row.text);
  const spent = process.cpuUsage(before);
  const microseconds = (spent.user + spent.system) / typical.length;
  return `${microseconds.toFixed(1)} µs of CPU a row, on ${String(typical.length)} rows of 700 to 1,400 bytes (mean ${bytes.toFixed(0)})`;
}

function bytesOf({ text }: LabelledRow): number {
  return (
    Buffer.byteLength(text.instruction) +
    Buffer.byteLength(text.input) +
    Buffer.byteLength(text.output)
  );
}

/** Each file's vote over its rows of this half, and a line that says how the votes of files with one label went. */
function fileVotes(
  own: readonly LabelledRow[],
  decisionOf: (row: LabelledRow) => Decision,
): { labelByFile: ReadonlyMap<string, string>; line: string } {
  const labelByFile = new Map<string, string>();
  const tally = { files: 0, decided: 0, right: 0 };
  for (const [file, members] of groupRows(own, (row) => row.file)) {
    const vote = createFileVote();
    for (const row of members) vote.add(decisionOf(row));
    const category = vote.result();
    if (category !== undefined) labelByFile.set(file, labelOf(category));
    const [label, ...more] = new Set(members.map((row) => row.label));
    if (members.length < 20 || more.length > 0) continue;
    tally.files++;
    if (category === undefined) continue;
    tally.decided++;
    if (labelOf(category) === label) tally.right++;
  }
  const line = `votes: ${String(tally.decided)} of ${String(tally.files)} files of one label and at least 20 rows, ${String(tally.right)} right`;
  return { labelByFile, line };
}

function scored(
  own: readonly LabelledRow[],
  predict: (row: LabelledRow) => string,
): BalancedScores {
  return balancedScores(own.map((row) => ({ row, predicted: predict(row) })));
}

function printTable({ f1, confusion }: BalancedScores): void {
  const columns = [...labels, 'other'];
  console.log(
    `  ${'label'.padEnd(18)}    F1  ${columns.map((name) => name.slice(0, 6).padEnd(6)).join(' ')}`,
  );
  for (const label of labels) {
    const line = confusion.get(label) ?? new Map<string, number>();
    const known = labels.map((predicted) => line.get(predicted) ?? 0);
    const other =
      [...line.values()].reduce((sum, share) => sum + share, 0) -
      known.reduce((sum, share) => sum + share, 0);
    const cells = [...known, other].map((share) =>
      (share < 0.005 ? '.' : share.toFixed(2)).padEnd(6),
    );
    console.log(`  ${label.padEnd(18)}  ${shown(f1.get(label) ?? 0)} ${cells.join(' ')}`);
  }
}

function shown(value: number): string {
  return value.toFixed(3);
}
