import type {
  NamedRejectReason,
  RecordText,
  RowMapping,
  RowShape,
  ShapeName,
} from '@llamaforge/schema';
import { detectShape, shapes } from './detect-shape.ts';
import { readMappedColumns } from './mapped-columns.ts';
import { refuse, type Outcome, type Refusal } from './outcome.ts';
import { fieldOf, isRow, kindOf, listKeys, type Row } from './row.ts';

/** What becomes of one record of a row: its texts as the schema wants them, or why it is rejected. */
export type AdaptedRow =
  | {
      readonly kind: 'record';
      readonly shape: RowShape;
      readonly text: RecordText;
      /** Whether a lone surrogate was replaced by U+FFFD. */
      readonly loneSurrogates: boolean;
      /** How many turns of the dialogue stand after its last answer and are not in the record. */
      readonly turnsLeftOut: number;
    }
  | {
      readonly kind: 'rejected';
      readonly shape: RowShape | undefined;
      readonly reason: NamedRejectReason;
      readonly detail: string;
    };

/**
 * Turns parsed JSON into the records it holds, each of which counts as a row read: usually one, several for
 * `instances`, never none. Never throws, and leaves the value as it is.
 *
 * @example
 * adaptRow({ instruction: 'Add 2 and 2.', output: '4' });
 * // [{ kind: 'record', shape: 'alpaca', text: { instruction: 'Add 2 and 2.', input: '', output: '4' }, … }]
 */
export function adaptRow(value: unknown, mapping: RowMapping = {}): readonly AdaptedRow[] {
  if (!isRow(value)) return [rejected(refuse('not_an_object', `the row is ${kindOf(value)}`))];
  const { columns } = mapping;
  const negative = negativeExample(value);
  if (columns !== undefined) {
    return [adapted(negative ?? readMappedColumns(value, columns), 'columns')];
  }
  const shape = detectShape(value, mapping.shape);
  if (shape === undefined) return [rejected(unknownShape(value, mapping.shape))];
  if (negative !== undefined) return [rejected(negative, shape)];
  return shapes[shape].read(value).map((outcome) => adapted(outcome, shape));
}

function unknownShape(row: Row, given: ShapeName | undefined): Refusal {
  const lead = given === undefined ? '' : `not ${given}; `;
  return refuse('unknown_shape', `${lead}keys: ${listKeys(row)}`);
}

function negativeExample(row: Row): Refusal | undefined {
  const key = ['label', 'is_correct'].find((name) => fieldOf(row, name) === false);
  return key === undefined ? undefined : refuse('negative_example', `\`${key}\` is false`);
}

function adapted(outcome: Outcome, shape: RowShape): AdaptedRow {
  if ('reason' in outcome) return rejected(outcome, shape);
  const { text, turnsLeftOut } = outcome;
  const { instruction, input, output } = text;
  if (instruction.isWellFormed() && input.isWellFormed() && output.isWellFormed()) {
    return { kind: 'record', shape, text, loneSurrogates: false, turnsLeftOut };
  }
  const wellFormed = {
    instruction: instruction.toWellFormed(),
    input: input.toWellFormed(),
    output: output.toWellFormed(),
  };
  return { kind: 'record', shape, text: wellFormed, loneSurrogates: true, turnsLeftOut };
}

/** Details quote the row's keys and roles, which may hold lone surrogates as well. */
function rejected({ reason, detail }: Refusal, shape?: RowShape): AdaptedRow {
  return { kind: 'rejected', shape, reason, detail: detail.toWellFormed() };
}
