import { categories } from '@llamaforge/schema';
import { dataSetsAtScale, type DataSetAtScale } from './data-sets.ts';
import { rowAtScale, type RowAtScale } from './rows-at-scale.ts';

/** The rows of the data set at a path, then those it repeats; numbers run through all data sets, so that no two share a row of their own. */
export function* numberedRows(path: string, share: number): Generator<RowAtScale> {
  const place = dataSetsAtScale.findIndex((dataSet) => dataSet.path === path);
  const dataSet = dataSetsAtScale[place];
  if (dataSet === undefined) throw new Error(`There is no data set ${path}.`);
  const scaled = (rows: number): number => Math.round(rows * share);
  let number = dataSetsAtScale
    .slice(0, place)
    .reduce((sum, before) => sum + countRows(before, scaled), 0);
  const name = dataSet.source ?? /^expansion\/[^/]+\/(?<name>.+)$/u.exec(path)?.groups?.['name'];
  const named = name === undefined ? {} : { _source: name };
  for (const category of categories) {
    const end = number + scaled(dataSet.rows[category] ?? 0);
    for (; number < end; number += 1) yield { ...rowAtScale(number, category), ...named };
  }
  if (dataSet.repeats === undefined) return;
  const most = scaled(dataSet.repeats.rows);
  let repeated = 0;
  for (const row of numberedRows(dataSet.repeats.path, share)) {
    if (repeated === most) return;
    yield row;
    repeated += 1;
  }
}

function countRows({ rows }: DataSetAtScale, scaled: (rows: number) => number): number {
  return Object.values(rows).reduce((sum, count) => sum + scaled(count), 0);
}
