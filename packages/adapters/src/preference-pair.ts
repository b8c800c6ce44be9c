import {
  foldTurns,
  unfoldTurns,
  type NamedRejectReason,
  type RecordText,
  type RowMapping,
} from '@llamaforge/schema';
import { adaptPrepared } from './adapt-row.ts';
import { adapted, rejected, type AdaptedRow } from './adapted-row.ts';
import type { Outcome } from './outcome.ts';
import { prepareRow, refuseNegative } from './prepare-row.ts';
import { listKeys } from './row.ts';
import { preference, readSides } from './shapes/preference.ts';

/** Two answers to one prompt, the better and the worse, each trimmed, filled and well-formed. */
export interface PreferencePair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Why a row gives no pair, though it may well give a record. */
export interface NoPair {
  readonly reason: NamedRejectReason | 'no_rejected' | 'different_prompts' | 'equal_sides';
  readonly detail: string;
}

/** A row's records, exactly as `adaptRow` gives them, and what the row gives for preference training. */
export interface AdaptedPreference {
  readonly adapted: readonly AdaptedRow[];
  readonly pair: PreferencePair | NoPair;
}

/**
 * Reads a row as `adaptRow` does and both sides of a `preference` row as a pair, what they share only once. The prompt
 * is the bare question where that is the only turn before the answers, else the transcript of all turns before them.
 * Never throws.
 */
export function adaptPreference(value: unknown, mapping: RowMapping = {}): AdaptedPreference {
  const prepared = prepareRow(value, mapping);
  if ('reason' in prepared) {
    return { adapted: [rejected(prepared)], pair: wellFormedDetail(prepared) };
  }
  const { row } = prepared;
  const negative = refuseNegative(row, mapping);
  if (negative !== undefined) return { adapted: adaptPrepared(row, mapping), pair: negative };
  if (!preference.fits(row)) {
    const detail = `not preference; keys: ${listKeys(row)}`;
    const pair = wellFormedDetail({ reason: 'unknown_shape', detail });
    return { adapted: adaptPrepared(row, mapping), pair };
  }
  const sides = readSides(row);
  const chosen = adapted(sides.chosen, 'preference', mapping);
  return {
    adapted: isReadAsPreference(mapping) ? [chosen] : adaptPrepared(row, mapping),
    pair: pairOf(chosen, sides.chosen, sides.rejected),
  };
}

/** Reads both sides of a row as `adaptPreference` does, where its records are not wanted. */
export function preferencePair(value: unknown, mapping: RowMapping = {}): PreferencePair | NoPair {
  return adaptPreference(value, mapping).pair;
}

/** Whether a row that fits is read from its `chosen`: of all shapes `preference` is tried first. */
function isReadAsPreference({ template, columns, shape }: RowMapping): boolean {
  const isMapped = template !== undefined || columns !== undefined;
  return !isMapped && (shape === undefined || shape === 'preference');
}

function pairOf(
  record: AdaptedRow,
  chosen: Outcome,
  rejectedSide: Outcome,
): PreferencePair | NoPair {
  if (record.kind === 'rejected') return { reason: record.reason, detail: record.detail };
  if ('reason' in chosen) return wellFormedDetail(chosen);
  if ('reason' in rejectedSide) return noRejected(rejectedSide);
  const { instruction, input, output } = rejectedSide.text;
  if (instruction !== chosen.text.instruction || input !== chosen.text.input) {
    return { reason: 'different_prompts', detail: 'the turns before the two answers differ' };
  }
  if (output === chosen.text.output) {
    return { reason: 'equal_sides', detail: '`chosen` and `rejected` end in the same answer' };
  }
  return {
    prompt: promptOf(record.text),
    chosen: record.text.output,
    rejected: output.toWellFormed(),
  };
}

function noRejected({ reason, detail }: NoPair): NoPair {
  if (reason === 'missing_output') return { reason: 'no_rejected', detail };
  return reason === 'missing_instruction'
    ? { reason: 'different_prompts', detail: 'nothing is asked before `rejected`' }
    : wellFormedDetail({ reason, detail });
}

function promptOf({ instruction, input }: RecordText): string {
  const [question] = unfoldTurns({ instruction, input: '', output: 'end' });
  if (question === undefined) return input;
  if (input === '' && question.speaker === 'Human') return question.text;
  // Behind a turn that is not joined to it, folding leaves the question in `input` as a transcript holds it.
  const folded = foldTurns([
    question,
    { speaker: question.speaker === 'Human' ? 'Tool' : 'Human', text: 'end' },
    { speaker: 'Assistant', text: 'end' },
  ]);
  const written = 'reason' in folded ? '' : folded.text.input;
  return input === '' ? written : `${input}\n\n${written}`;
}

function wellFormedDetail({ reason, detail }: NoPair): NoPair {
  return { reason, detail: detail.toWellFormed() };
}
