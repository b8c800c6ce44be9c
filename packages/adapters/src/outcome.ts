import type { NamedRejectReason, RecordText } from '@llamaforge/schema';

/** Why a row, or one of the records in it, is not taken; `detail` says which value, for the file of rejects. */
export interface Refusal {
  readonly reason: NamedRejectReason;
  readonly detail: string;
}

/** What one record of a row comes to: its texts, trimmed and filled but perhaps with lone surrogates, or why not. */
export type Outcome = { readonly text: RecordText; readonly turnsLeftOut: number } | Refusal;

/** Builds a refusal; a value, not an exception, because half of a data set may be refused. */
export function refuse(reason: NamedRejectReason, detail: string): Refusal {
  return { reason, detail };
}
