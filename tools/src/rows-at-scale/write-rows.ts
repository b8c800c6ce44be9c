import { FileWriter } from '@llamaforge/shards';
import { join } from 'node:path';
import { contentOf } from './content.ts';
import { LineBuffer } from './line-buffer.ts';
import { checkedRowsOptions, fileCount, type RowsOptions } from './options.ts';
import { putRow } from './put-row.ts';
import { rowForms } from './row-forms.ts';
import { kindOfRow, originalOf, type RowKind } from './row-plan.ts';
import { labelOfRow, styleOfRow } from './row-style.ts';

/** What was written: rows by kind, of which `own` are the distinct records, and `dialogues` among them all. */
export interface WrittenRows extends Record<RowKind, number> {
  readonly rows: number;
  readonly dialogues: number;
  readonly bytes: number;
}

type Counts = Record<RowKind | 'rows' | 'dialogues', number>;

/** Writes the rows as eight JSONL files, which are created or replaced, and returns how many there are of which kind. */
export function writeRows(folder: string, options: RowsOptions): WrittenRows {
  checkedRowsOptions(options);
  const counts: Counts = { own: 0, repeat: 0, broken: 0, rows: 0, dialogues: 0 };
  let bytes = 0;
  for (const [file, { name }] of rowForms.entries()) {
    using writer = FileWriter.create(join(folder, `${name}.jsonl`));
    for (const { block, rows } of blocksOfFile(file, { options, counts })) {
      writer.writeRows(block, rows);
    }
    bytes += writer.finish().bytes;
  }
  return { ...counts, bytes };
}

/** The rows of a file, about a megabyte at a time; a block is good until the next one is asked for. */
function* blocksOfFile(
  file: number,
  { options, counts }: { readonly options: RowsOptions; readonly counts: Counts },
): Generator<{ readonly block: Uint8Array; readonly rows: number }> {
  const line = new LineBuffer();
  const end = options.first + options.rows;
  let rows = 0;
  for (let row = options.first + file; row < end; row += fileCount) {
    putNumberedRow(line, row, { options, counts });
    rows += 1;
    if (!line.isFull()) continue;
    yield { block: line.take(), rows };
    rows = 0;
  }
  yield { block: line.take(), rows };
}

/** How a broken line comes about, by its number in the file. */
const damages = ['cut', 'bytes', 'unanswered'] as const;

const lineFeed = 0x0a;
// No character of UTF-8 holds this byte; it replaces one behind the row's first key.
const strayByte = 0xff;
const strayAt = 24;

function putNumberedRow(
  line: LineBuffer,
  row: number,
  { options, counts }: { readonly options: RowsOptions; readonly counts: Counts },
): void {
  const kind = kindOfRow(options, row);
  const damage =
    kind === 'broken' ? damages[Math.floor(row / fileCount) % damages.length] : undefined;
  const content = contentOf(options, kind === 'repeat' ? originalOf(options, row) : row);
  const start = line.at;
  putRow(line, {
    row,
    content,
    label: labelOfRow(options, row),
    style: styleOfRow(options, row, kind),
    isUnanswered: damage === 'unanswered',
  });
  if (damage === 'bytes') line.replaceByte(start + strayAt, strayByte);
  if (damage === 'cut') {
    line.cutTo(Math.floor((start + line.at) / 2));
    line.putByte(lineFeed);
  }
  counts.rows += 1;
  counts[kind] += 1;
  if (content.opening !== undefined) counts.dialogues += 1;
}
