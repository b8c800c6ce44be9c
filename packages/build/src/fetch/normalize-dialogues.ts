import { adaptGroup, scalarAt } from '@llamaforge/adapters';
import { setImmediate } from 'node:timers/promises';
import type { GroupMapping } from '@llamaforge/schema';
import { quotedValue, readRows } from '@llamaforge/shards';
import { gatherDialogues, type DialogueRow } from './gather-dialogues.ts';
import { mappingOfCard } from './mapping-of-card.ts';
import type { NormalizeSourceOptions } from './normalize-source.ts';
import type { LocalFile } from './source-files.ts';
import type { SourceOutput } from './source-output.ts';

/** Writes a record for each dialogue whose turns are rows, the first `cap` of them by their first rows. */
export async function normalizeDialogues(
  files: AsyncIterable<LocalFile>,
  output: SourceOutput,
  options: NormalizeSourceOptions & { readonly group: GroupMapping },
): Promise<void> {
  const { group, card, cap, spillPath, signal, onRows } = options;
  const mapping = mappingOfCard(card);
  const dialogues = gatherDialogues(readableRows(files, output, options), group, {
    spillPath,
    readKey: scalarAt,
    onKeyless: ({ file, line, value }) => {
      output.addReject(
        { file, line, raw: () => quotedValue(value) },
        { reason: 'unknown_shape', detail: `no text or number at ${group.by}` },
      );
    },
  });
  let gathered = 0;
  for await (const { file, line, rows } of dialogues) {
    signal?.throwIfAborted();
    gathered += 1;
    if (gathered % DIALOGUES_PER_PAUSE === 0) {
      onRows?.();
      // They are read without waiting, and downloads, timers and Ctrl-C must have their turn.
      await setImmediate();
    }
    const adapted = adaptGroup(rows, group, mapping);
    if (adapted.kind === 'record') output.addRecord(adapted.text);
    else output.addReject({ file, line, raw: () => quotedValue(rows) }, adapted);
    if (output.written >= cap) return;
  }
}

const DIALOGUES_PER_PAUSE = 200;
const ROWS_PER_REPORT = 1000;

/** The rows that could be read; the others are rejected. */
async function* readableRows(
  files: AsyncIterable<LocalFile>,
  output: SourceOutput,
  { card, signal, onRows }: NormalizeSourceOptions,
): AsyncGenerator<DialogueRow, void, undefined> {
  let rows = 0;
  for await (const { name, path, format, ensureBytes } of files) {
    const file = `${card.repository}/${name}`;
    for await (const row of readRows(path, format, { signal, ensureBytes })) {
      if (row.kind === 'broken') output.addReject({ file, ...row }, row);
      if (row.kind === 'row') yield { file, line: row.line, value: row.value };
      rows += 1;
      if (rows % ROWS_PER_REPORT === 0) onRows?.();
    }
  }
}
