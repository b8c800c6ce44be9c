import {
  digestAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  fileAt,
  firstLineAt,
  firstSequenceAt,
  kindAt,
  labelAt,
  lineAt,
  partAt,
  recordKind,
  spillBytes,
  spillDigestAt,
  spillFileAt,
  spillLabelAt,
  spillLineAt,
  spillPartAt,
  spillSequenceAt,
} from '../../src/layout';

/**
 * Writes what is to be known of the records of a context that was claimed with `claimNumbers`, `spillBytes` each, in
 * their order; gives how many there are.
 */
export function spillEntries(context: usize, target: usize): u32 {
  const entries: usize = load<u32>(context, entriesAt);
  const end = entries + entryBytes * load<u32>(context, entryCountAt);
  const file = load<u32>(context, fileAt);
  const lines = load<u32>(context, firstLineAt) + 1;
  const first = load<f64>(context, firstSequenceAt) as u64;
  let rows: u32 = 0;
  let row = target;
  for (let entry = entries; entry < end; entry += entryBytes) {
    if (load<u8>(entry, kindAt) !== recordKind) continue;
    v128.store(row, v128.load(entry, digestAt), spillDigestAt);
    store<u32>(row, load<u32>(entry, digestAt + 16), spillDigestAt + 16);
    store<u64>(row, first + rows, spillSequenceAt);
    store<u32>(row, file, spillFileAt);
    store<u32>(row, lines + load<u32>(entry, lineAt), spillLineAt);
    store<u32>(row, load<u32>(entry, partAt), spillPartAt);
    store<u32>(row, load<u32>(entry, labelAt), spillLabelAt);
    row += spillBytes;
    rows += 1;
  }
  return rows;
}
