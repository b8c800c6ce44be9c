import type { RowFate, TraceResult } from '@llamaforge/build';
import { visibleText } from '@llamaforge/report';
import { isQualityTag, tagRules } from '@llamaforge/quality';
import { rejectReasons } from '@llamaforge/schema';
import { writeOut } from './output.ts';

const asked = {
  digest: 'a row with this digest',
  place: 'a row at this place',
  row: 'this row',
  text: 'a row that holds this text',
} as const satisfies Record<TraceResult['asked'], string>;

/** Prints what became of the rows that were asked for. */
export async function showTrace(result: TraceResult, json: boolean): Promise<void> {
  if (json) {
    await writeOut(`${JSON.stringify(asJson(result))}\n`);
    return;
  }
  const lines = result.fates.flatMap(describeFate);
  if (lines.length === 0)
    lines.push(`The corpus does not hold ${asked[result.asked]}, and no file did.`);
  if (result.mayHaveMore)
    lines.push(`These are the first ${String(result.fates.length)}; there may be more.`);
  await writeOut(`${lines.join('\n')}\n`);
}

/** What machines read: keys as in the manifest and in the table's views. */
function asJson({ asked: what, fates, mayHaveMore }: TraceResult): object {
  return {
    command: 'trace',
    asked: what,
    fates: fates.map((fate) => {
      if (fate.fate === 'rejected') return fate;
      const { heldBy, ...row } = fate.row;
      return { ...fate, row: { ...row, held_by: heldBy } };
    }),
    may_have_more: mayHaveMore,
  };
}

function describeFate(fate: RowFate): string[] {
  switch (fate.fate) {
    case 'rejected': {
      const meaning = meaningOf(fate.reason);
      const why = meaning === undefined ? fate.reason : `${fate.reason}: ${meaning}`;
      return [`${place(fate.place)} was rejected, ${visibleText(why)}.`];
    }
    case 'duplicate':
      return [`${place(fate.place)} is a duplicate of a kept row.`, ...describeKept(fate.row)];
    case 'kept':
      return describeKept(fate.row);
  }
}

/** What a reason says in words; undefined where it says it itself, as of a row that was given. */
function meaningOf(reason: string): string | undefined {
  const tag = /^tag:(\w+)$/u.exec(reason)?.[1];
  if (tag !== undefined && isQualityTag(tag)) return tagRules[tag].about;
  return Object.entries(rejectReasons).find(([name]) => name === reason)?.[1];
}

function describeKept(row: Extract<RowFate, { fate: 'kept' }>['row']): string[] {
  const holders = row.heldBy.map((holder) => `  held also by ${place(holder)}`);
  return [
    `${row.digest} is kept from ${place(row)}`,
    `  source ${visibleText(row.source)}, category ${row.category}, shape ${row.shape}, generation ${String(row.generation)}`,
    ...holders,
  ];
}

function place({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${visibleText(file)}:${String(line)}`;
}
