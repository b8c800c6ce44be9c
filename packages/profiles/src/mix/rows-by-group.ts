/** The rows of each group, ascending, in one array of 4 bytes a row; `groupOf` gives a group from 0, or -1 for a row that is in none. */
export function rowsByGroup(
  rowCount: number,
  groupCount: number,
  groupOf: (row: number) => number,
): readonly Uint32Array[] {
  const ends = new Uint32Array(groupCount);
  for (let row = 0; row < rowCount; row += 1) {
    const group = groupOf(row);
    if (group >= 0) ends[group] = (ends[group] ?? 0) + 1;
  }
  let grouped = 0;
  const sizes = Uint32Array.from(ends);
  for (let group = 0; group < groupCount; group += 1) {
    ends[group] = grouped;
    grouped += sizes[group] ?? 0;
  }
  const rows = new Uint32Array(grouped);
  for (let row = 0; row < rowCount; row += 1) {
    const group = groupOf(row);
    if (group < 0) continue;
    const at = ends[group] ?? 0;
    rows[at] = row;
    ends[group] = at + 1;
  }
  return Array.from(sizes, (size, group) => {
    const end = ends[group] ?? 0;
    return rows.subarray(end - size, end);
  });
}
