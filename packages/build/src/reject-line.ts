import type { RejectReason } from '@llamaforge/schema';
import type { RawText } from '@llamaforge/shards';

/** A rejected row: where it stands, why it is not in the corpus, and the row itself. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly reason: RejectReason;
  readonly detail: string;
  readonly raw: RawText;
}

/** The line of the rejects file for a row, without its end; `raw_base64` stands for `raw` where the row is not UTF-8. */
export function writeRejectLine({ file, line, reason, detail, raw }: RejectedRow): string {
  const quoted = 'text' in raw ? { raw: raw.text.toWellFormed() } : { raw_base64: raw.base64 };
  return JSON.stringify({ file, line, reason, detail: detail.toWellFormed(), ...quoted });
}
