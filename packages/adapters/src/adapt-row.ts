import type { RowMapping, ShapeName } from '@llamaforge/schema';
import { adapted, rejected, type AdaptedRow } from './adapted-row.ts';
import { detectShape, shapes } from './detect-shape.ts';
import { readMappedColumns } from './mapped-columns.ts';
import { refuse, type Outcome, type Refusal } from './outcome.ts';
import { prepareRow, refuseNegative } from './prepare-row.ts';
import { readTemplate } from './read-template.ts';
import { listKeys, type Row } from './row.ts';
import { withRefusal } from './shapes/squad.ts';

/**
 * Turns parsed JSON into the records it holds, each of which counts as a row read: usually one, several for
 * `instances`, never none. Never throws, and leaves the value as it is. A mapping must not change once it was used.
 *
 * @example
 * adaptRow({ instruction: 'Add 2 and 2.', output: '4' });
 * // [{ kind: 'record', shape: 'alpaca', text: { instruction: 'Add 2 and 2.', input: '', output: '4' }, … }]
 */
export function adaptRow(value: unknown, mapping: RowMapping = {}): readonly AdaptedRow[] {
  const prepared = prepareRow(value, mapping);
  return 'reason' in prepared ? [rejected(prepared)] : adaptPrepared(prepared.row, mapping);
}

/** What `adaptRow` makes of a row that is selected and clean already. */
export function adaptPrepared(row: Row, mapping: RowMapping): readonly AdaptedRow[] {
  const { template, columns } = mapping;
  const negative = refuseNegative(row, mapping);
  if (template !== undefined) {
    return [adapted(negative ?? readTemplate(row, template), 'template', mapping)];
  }
  if (columns !== undefined) {
    return [adapted(negative ?? readMappedColumns(row, columns), 'columns', mapping)];
  }
  const shape = detectShape(row, mapping.shape);
  if (shape === undefined) return [rejected(unknownShape(row, mapping.shape))];
  if (negative !== undefined) return [rejected(negative, shape)];
  return readShape(row, shape, mapping).map((outcome) => adapted(outcome, shape, mapping));
}

function readShape(row: Row, shape: ShapeName, mapping: RowMapping): readonly Outcome[] {
  const outcomes = shapes[shape].read(row);
  return mapping.unanswerable === 'refuse' && outcomes.some(isUnanswerable)
    ? shapes[shape].read(withRefusal(row))
    : outcomes;
}

function isUnanswerable(outcome: Outcome): boolean {
  return 'reason' in outcome && outcome.reason === 'unanswerable';
}

function unknownShape(row: Row, given: ShapeName | undefined): Refusal {
  const lead = given === undefined ? '' : `not ${given}; `;
  return refuse('unknown_shape', `${lead}keys: ${listKeys(row)}`);
}
