import { type CategoryReading } from '@llamaforge/report';
import { categories, categoryLabels } from '@llamaforge/schema';
import { makeReportRow, READING_UNITS } from './report-row.ts';
import { type ExampleReaders } from './describe-tags.ts';
import { type WalkSums } from './walk-sums.ts';

/** Rows to be read of each category that has any, in the usual order, in file order; of what is no category, none. */
export function describeReadings(
  { readings }: WalkSums,
  { rows, placeOf }: ExampleReaders,
): CategoryReading[] {
  return categories.flatMap((category) => {
    const chosen = readings.get(category);
    if (chosen === undefined || chosen.length === 0) return [];
    const inOrder = [...chosen].sort((one, other) => one.place - other.place);
    return {
      category,
      label: categoryLabels[category],
      rows: inOrder.flatMap((at) => {
        const values = rows.readRow(at.place);
        if (values === undefined) return [];
        return makeReportRow(values, { ...placeOf(at), units: READING_UNITS });
      }),
    };
  });
}
