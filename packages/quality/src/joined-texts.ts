import type { RecordText } from '@llamaforge/schema';

/**
 * All texts of a record as one, a line feed between them, for the question that most tags begin with: is there anything
 * of the sort at all? Of one record it is made once, since asking one text is three times as fast as asking three.
 */
export function joinedTexts(record: RecordText): string {
  if (record !== kept.record) {
    const { instruction, input, output } = record;
    kept = { record, text: `${instruction}\n${input}\n${output}` };
  }
  return kept.text;
}

let kept: { readonly record: RecordText | undefined; readonly text: string } = {
  record: undefined,
  text: '',
};
