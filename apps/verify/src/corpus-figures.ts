import { LengthCounter } from './length-figures.ts';
import { type RowValues } from './canonical-form.ts';

/** Everything that is counted over a corpus's rows, for comparison with what its manifest says. */
export class CorpusFigures {
  readonly rowsByCategory = new Map<string, number>();
  readonly rowsBySource = new Map<string, Map<string, number>>();
  readonly lengths = {
    instruction: new LengthCounter(),
    input: new LengthCounter(),
    output: new LengthCounter(),
  } as const;
  rows = 0;

  /** Counts the values of a row; `rows` is counted apart, because a broken row has no values. */
  addValues({ instruction, input, output, category, source }: RowValues): void {
    addOne(this.rowsByCategory, category);
    const categories = this.rowsBySource.get(source) ?? new Map<string, number>();
    addOne(categories, category);
    this.rowsBySource.set(source, categories);
    this.lengths.instruction.add(instruction);
    this.lengths.input.add(input);
    this.lengths.output.add(output);
  }

  /** Each source with its rows over all categories, the largest first, then by name. */
  listSources(): { readonly source: string; readonly rows: number }[] {
    return [...this.rowsBySource]
      .map(([source, categories]) => ({ source, rows: sumRows(categories.values()) }))
      .sort((a, b) => b.rows - a.rows || (a.source < b.source ? -1 : 1));
  }
}

/** The sum of counts. */
export function sumRows(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

function addOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
