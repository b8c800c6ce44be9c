/** The nine categories that are measured; `reasoning_trace` and `analytical` are one. */
export const labels = [
  'instruction',
  'multiturn_dialog',
  'code_debugging',
  'reasoning',
  'cot_math',
  'creative_narrative',
  'factual_grounding',
  'tool_api',
  'adversarial_moral',
] as const;

/** One of the nine measured categories. */
export type Label = (typeof labels)[number];

/** A record of a data set whose category is known. */
export interface LabelledRow {
  readonly family: string;
  readonly file: string;
  readonly label: Label;
  readonly text: { readonly instruction: string; readonly input: string; readonly output: string };
}

/** The label that a category is counted under; others stay as they are. */
export function labelOf(category: string): string {
  return category === 'reasoning_trace' || category === 'analytical' ? 'reasoning' : category;
}

/** The rows by what `key` says of each, groups and rows in the order of their first. */
export function groupRows(
  rows: readonly LabelledRow[],
  key: (row: LabelledRow) => string,
): ReadonlyMap<string, readonly LabelledRow[]> {
  const groups = new Map<string, LabelledRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
