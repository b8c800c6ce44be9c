import {
  foldTurns,
  unfoldTurns,
  type NamedRejectReason,
  type RecordText,
  type RowMapping,
} from '@llamaforge/schema';
import type { Outcome } from './outcome.ts';
import { prepareRow, refuseNegative } from './prepare-row.ts';
import { refuseShort } from './refuse-short.ts';
import { listKeys, type Row } from './row.ts';
import { preference, readSide } from './shapes/preference.ts';

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

/**
 * Reads both sides of a `preference` row, `chosen` exactly as `adaptRow` does. The prompt is the bare question where
 * that is the only turn before the answers, else the transcript of all turns before them. Never throws.
 */
export function preferencePair(value: unknown, mapping: RowMapping = {}): PreferencePair | NoPair {
  const prepared = prepareRow(value, mapping);
  if ('reason' in prepared) return wellFormedDetail(prepared);
  const { row } = prepared;
  const refused = refuseNegative(row, mapping);
  if (refused !== undefined) return refused;
  if (!preference.fits(row)) {
    return wellFormedDetail({
      reason: 'unknown_shape',
      detail: `not preference; keys: ${listKeys(row)}`,
    });
  }
  const chosen = readSide(row, 'chosen');
  if ('reason' in chosen) return wellFormedDetail(chosen);
  const short = mapping.longer_than && refuseShort(chosen.text, mapping.longer_than);
  return short ?? pairWith(chosen.text, readRejected(row));
}

function readRejected(row: Row): Outcome | NoPair {
  const rejected = readSide(row, 'rejected');
  if (!('reason' in rejected)) return rejected;
  if (rejected.reason === 'missing_output') {
    return { reason: 'no_rejected', detail: rejected.detail };
  }
  return rejected.reason === 'missing_instruction'
    ? { reason: 'different_prompts', detail: 'nothing is asked before `rejected`' }
    : wellFormedDetail(rejected);
}

function pairWith(chosen: RecordText, rejected: Outcome | NoPair): PreferencePair | NoPair {
  if ('reason' in rejected) return rejected;
  const { instruction, input, output } = rejected.text;
  if (instruction !== chosen.instruction || input !== chosen.input) {
    return { reason: 'different_prompts', detail: 'the turns before the two answers differ' };
  }
  if (output === chosen.output) {
    return { reason: 'equal_sides', detail: '`chosen` and `rejected` end in the same answer' };
  }
  return {
    prompt: promptOf(chosen).toWellFormed(),
    chosen: chosen.output.toWellFormed(),
    rejected: output.toWellFormed(),
  };
}

function promptOf(text: RecordText): string {
  const turns = unfoldTurns(text).slice(0, -1);
  const last = turns.at(-1);
  if (turns.length === 1 && last?.speaker === 'Human') return last.text;
  // Behind a turn that is not joined to the last one, folding leaves the transcript of the others in `input`.
  const folded = foldTurns([
    ...turns,
    { speaker: last?.speaker === 'Human' ? 'Tool' : 'Human', text: 'end' },
    { speaker: 'Assistant', text: 'end' },
  ]);
  return 'reason' in folded ? '' : folded.text.input;
}

function wellFormedDetail({ reason, detail }: NoPair): NoPair {
  return { reason, detail: detail.toWellFormed() };
}
