import type { NamedRejectReason, RecordText, RowMapping, RowShape } from '@llamaforge/schema';
import type { Outcome, Refusal } from './outcome.ts';
import { refuseShort } from './refuse-short.ts';

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

/** The outcome with well-formed texts that are as long as the mapping asks. */
export function adapted(outcome: Outcome, shape: RowShape, mapping: RowMapping): AdaptedRow {
  if ('reason' in outcome) return rejected(outcome, shape);
  const { text, turnsLeftOut } = outcome;
  const short = mapping.longer_than && refuseShort(text, mapping.longer_than);
  if (short !== undefined) return rejected(short, shape);
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

/** A rejection; its detail, which quotes the row's keys and values, is made well-formed as well. */
export function rejected({ reason, detail }: Refusal, shape?: RowShape): AdaptedRow {
  return { kind: 'rejected', shape, reason, detail: detail.toWellFormed() };
}
