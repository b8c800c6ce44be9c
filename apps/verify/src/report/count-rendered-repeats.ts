import { setImmediate } from 'node:timers/promises';
import { writeCanonicalForm } from '../canonical-form.ts';
import { type Reading } from '../read-chunks.ts';
import { valueAt } from './counts.ts';
import { type PlacedRows } from './placed-rows.ts';
import { type PrintedRow, type PromptPrints } from './prompt-prints.ts';

/** Rows that train as an earlier one does though their texts are split otherwise. */
export interface RenderedRepeats {
  readonly rows: number;
  /** the first such pairs by the place of their first row */
  readonly pairs: readonly (readonly [PrintedRow, PrintedRow])[];
}

const PAIRS_SHOWN = 5;
// So often others have their turn, Ctrl-C among them.
const ROWS_AT_A_TIME = 1000;

/**
 * Counts exactly how many rows the key over rendered prompts would remove beyond those the exact key does. Only rows
 * whose prints are equal are read again, and told apart by both digests; what is held are prints, places and digests.
 */
export async function countRenderedRepeats(
  prompts: readonly PromptPrints[],
  rows: PlacedRows,
  { signal }: Pick<Reading, 'signal'>,
): Promise<RenderedRepeats> {
  const suspects = findEqualPrints(prompts).sort((one, other) => one.place - other.place);
  /** by rendered digest: the first row of each exact digest */
  const groups = new Map<string, Map<string, PrintedRow>>();
  for (const [index, suspect] of suspects.entries()) {
    if (index % ROWS_AT_A_TIME === 0) await setImmediate();
    signal.throwIfAborted();
    const values = rows.readRow(suspect.place);
    if (values === undefined) continue;
    const [rendered, exact] = (['rendered', 'exact'] as const).map((key) =>
      writeCanonicalForm(values, key).digest.toString('latin1'),
    );
    if (rendered === undefined || exact === undefined) continue;
    const group = valueAt(groups, rendered, () => new Map<string, PrintedRow>());
    valueAt(group, exact, () => suspect);
  }
  const repeated = [...groups.values()].filter((group) => group.size > 1);
  return {
    rows: repeated.reduce((sum, group) => sum + group.size - 1, 0),
    // Groups stand in the order of their first rows.
    pairs: repeated.slice(0, PAIRS_SHOWN).flatMap((group) => {
      const [first, later] = [...group.values()];
      return first === undefined || later === undefined ? [] : [[first, later] as const];
    }),
  };
}

/** Every row whose print another row has too. */
function findEqualPrints(prompts: readonly PromptPrints[]): PrintedRow[] {
  const { prints, places, lines } = joinPrints(prompts);
  const found: PrintedRow[] = [];
  const add = (row: number): void => {
    found.push({ place: places[row] ?? 0, line: lines[row] ?? 0 });
  };
  // Open addressing, at most half full; a slot holds a row's number from 1.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * prints.length + 1)));
  const hasEqual = new Uint8Array(prints.length);
  for (let row = 0; row < prints.length; row += 1) {
    const print = prints[row] ?? 0;
    let slot = slotOf(print, slots.length);
    while (slots[slot] !== 0 && prints[(slots[slot] ?? 0) - 1] !== print) {
      slot = (slot + 1) & (slots.length - 1);
    }
    const first = (slots[slot] ?? 0) - 1;
    if (first === -1) {
      slots[slot] = row + 1;
      continue;
    }
    if (hasEqual[first] === 0) add(first);
    hasEqual[first] = 1;
    add(row);
  }
  return found;
}

/** @param slots a power of two */
function slotOf(print: number, slots: number): number {
  return Math.imul(Math.floor(print / 2 ** 21), 0x9e3779b1) >>> (Math.clz32(slots) + 1);
}

function joinPrints(prompts: readonly PromptPrints[]): PromptPrints {
  const rows = prompts.reduce((sum, { prints }) => sum + prints.length, 0);
  const joined = {
    prints: new Float64Array(rows),
    places: new Float64Array(rows),
    lines: new Uint32Array(rows),
  };
  let at = 0;
  for (const { prints, places, lines } of prompts) {
    joined.prints.set(prints, at);
    joined.places.set(places, at);
    joined.lines.set(lines, at);
    at += prints.length;
  }
  return joined;
}
