import {
  arenaAt,
  arenaCursorAt,
  blanksAt,
  candidatesAt,
  countsAt,
  countsBytes,
  decidedAt,
  duplicatesAt,
  emitCursorAt,
  entryCountAt,
  hashedAt,
  keptAt,
  linesAt,
} from '../../src/layout';

/** Empties a context for the rows from its cursor on. */
export function beginContext(context: usize): void {
  store<u32>(context, 0, entryCountAt);
  store<u32>(context, 0, linesAt);
  store<u32>(context, 0, blanksAt);
  store<u32>(context, 0, emitCursorAt);
  store<u32>(context, 0, hashedAt);
  store<u32>(context, 0, decidedAt);
  store<u32>(context, 0, keptAt);
  store<u32>(context, 0, duplicatesAt);
  store<u32>(context, 0, candidatesAt);
  store<u32>(context, load<u32>(context, arenaAt), arenaCursorAt);
  memory.fill(load<u32>(context, countsAt), 0, countsBytes);
}
