/** The table of digests has no room for one more: the rest is to be merged by way of files. */
export class TableFullError extends Error {
  override readonly name = 'TableFullError';
}
