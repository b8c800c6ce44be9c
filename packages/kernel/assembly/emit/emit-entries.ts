import {
  duplicateKind,
  duplicatesAt,
  emitCursorAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  keptAt,
  keptKind,
  kindAt,
  outColumnsAt,
  outHasMoreAt,
  outHeldAt,
  outHeldCountAt,
  outLinesAt,
  outLinesBytesAt,
  outLinesLimitAt,
  outRowsAt,
  externalFlag,
  flagsAt,
} from '../../src/layout';
import { lineBytesAtMost, writeLine } from './line';
import { writeColumns, writeHeld } from './rows';

/**
 * Writes what a claimed context adds: lines of the corpus, and with the first of them the index's columns and the
 * further holders. Notes in the outlet whether more follows, for which it is to be called with another outlet.
 * Entries whose texts lie outside have no line here.
 */
export function emitEntries(context: usize, outlet: usize): void {
  let cursor = load<u32>(context, emitCursorAt);
  store<u32>(outlet, 0, outRowsAt);
  store<u32>(outlet, 0, outHeldCountAt);
  if (cursor == 0) writeRows(context, outlet);
  const entries = load<u32>(context, entriesAt);
  const count = load<u32>(context, entryCountAt);
  const start: usize = load<u32>(outlet, outLinesAt);
  const limit: usize = start + load<u32>(outlet, outLinesLimitAt);
  let target = start;
  for (; cursor < count; cursor++) {
    const entry: usize = entries + cursor * entryBytes;
    if (load<u8>(entry, kindAt) != keptKind) continue;
    if ((load<u8>(entry, flagsAt) & externalFlag) != 0) continue;
    if (target + lineBytesAtMost(context, entry) > limit) break;
    target = writeLine(context, entry, target);
  }
  store<u32>(context, cursor, emitCursorAt);
  store<u32>(outlet, <u32>(target - start), outLinesBytesAt);
  store<u32>(outlet, cursor < count ? 1 : 0, outHasMoreAt);
}

function writeRows(context: usize, outlet: usize): void {
  const rows = load<u32>(context, keptAt);
  const columns: usize = load<u32>(outlet, outColumnsAt);
  let held: usize = load<u32>(outlet, outHeldAt);
  const entries: usize = load<u32>(context, entriesAt);
  const end: usize = entries + load<u32>(context, entryCountAt) * entryBytes;
  let row: u32 = 0;
  for (let entry = entries; entry < end; entry += entryBytes) {
    const kind = load<u8>(entry, kindAt);
    if (kind == keptKind) {
      writeColumns(entry, columns, row, rows);
      row++;
    } else if (kind == duplicateKind) {
      held = writeHeld(context, entry, held);
    }
  }
  store<u32>(outlet, rows, outRowsAt);
  store<u32>(outlet, load<u32>(context, duplicatesAt), outHeldCountAt);
}
