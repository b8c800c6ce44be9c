import type { RecordText } from '@llamaforge/schema';

let lastRecord: RecordText | undefined;
let lastText = '';

/**
 * A record's output, instruction and input, a line feed between them: a search of one text costs a third of three. The
 * last record's is kept, because several tags ask for it in turn.
 */
export function wholeText(record: RecordText): string {
  if (record !== lastRecord) {
    lastRecord = record;
    lastText = `${record.output}\n${record.instruction}\n${record.input}`;
  }
  return lastText;
}
