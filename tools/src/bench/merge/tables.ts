import type { Cost } from './measure-command.ts';
import type { Outcome } from './run-contenders.ts';

/** The contenders' figures as Markdown, each wall time also as a multiple of `cat`'s and as a fraction of Python's. */
export function contenderTable(outcomes: readonly Outcome[]): string {
  const secondsOf = (name: string): number | undefined => {
    const found = outcomes.find(({ contender }) => contender.name === name);
    return found === undefined || 'skipped' in found ? undefined : found.cost.seconds;
  };
  const [floor, script] = [secondsOf('cat'), secondsOf('python')];
  const rows = outcomes.flatMap((outcome) => {
    if ('skipped' in outcome) return [];
    const { contender, cost, rowsOut } = outcome;
    return [
      [
        contender.name,
        contender.does,
        ...costCells(cost),
        rowsOut === undefined ? '–' : withCommas(rowsOut),
        floor === undefined ? '–' : `${(cost.seconds / floor).toFixed(1)}×`,
        script === undefined ? '–' : `${(script / cost.seconds).toFixed(1)}×`,
      ],
    ];
  });
  const heads = ['name', 'contender', ...costHeads, 'rows out', 'wall to `cat`', 'Python to it'];
  const skipped = outcomes.flatMap((outcome) =>
    'skipped' in outcome ? [`Not run: ${outcome.contender.name}: ${outcome.skipped}`] : [],
  );
  return [table(heads, rows, 2), ...skipped].join('\n\n');
}

/** A run of one contender at a number of rows. */
export interface SizedCost {
  readonly rows: number;
  readonly cost: Cost;
}

/** Times by row beside the whole, as Markdown: flat where nothing grows faster than the rows. */
export function sizeTable(sizes: readonly SizedCost[]): string {
  const rows = sizes.map(({ rows: count, cost }) => [
    withCommas(count),
    ...costCells(cost),
    ((cost.seconds / count) * 1e6).toFixed(2),
    ((cost.cpuSeconds / count) * 1e6).toFixed(2),
  ]);
  return table(['rows', ...costHeads, 'wall µs a row', 'CPU µs a row'], rows, 0);
}

/** What appending so many rows took, by the rows that were there, as Markdown. */
export function appendTable(sizes: readonly SizedCost[], added: number): string {
  const rows = sizes.map(({ rows: old, cost }) => [
    withCommas(old),
    withCommas(added),
    ...costCells(cost),
  ]);
  return table(['old rows', 'further rows', ...costHeads], rows, 0);
}

const costHeads = ['wall s', 'CPU s', 'peak MB'] as const;

function costCells({ seconds, cpuSeconds, peakBytes }: Cost): readonly string[] {
  return [seconds.toFixed(2), cpuSeconds.toFixed(2), (peakBytes / 1e6).toFixed(0)];
}

/** The first `texts` columns hold texts, the others numbers, which stand to the right. */
function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  texts: number,
): string {
  const rule = heads.map((_, column) => (column < texts ? '---' : '---:'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function withCommas(count: number): string {
  return count.toLocaleString('en-US');
}
