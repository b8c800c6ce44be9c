/** A row of a file as claims see it. */
export type ModelRow =
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected' }
  | {
      readonly kind: 'record';
      /** 40 hex digits */
      readonly digest: string;
      readonly source: string | undefined;
      readonly category: number;
      readonly shape: number;
      readonly tag: string | undefined;
    };

/** A file as claims see it. */
export interface ModelFile {
  readonly source: string;
  readonly sourceWins: boolean;
  /** the place of its cap among all caps */
  readonly cap: number | undefined;
  readonly rows: readonly ModelRow[];
}

/** What became of a rejected row or a record. */
export interface Outcome {
  readonly kind: 'rejected' | 'kept' | 'duplicate';
  readonly line: number;
  readonly unique?: number;
  readonly label?: number;
  readonly pair?: number;
  readonly sequence?: number;
}

/** What became of a file. */
export interface FileOutcome {
  readonly outcomes: readonly Outcome[];
  readonly blanks: number;
  readonly firstUnique: number;
  /** [label, kept rows], ascending */
  readonly labelRows: readonly (readonly [number, number])[];
}

/** The rules of claims, as the plain engine has them, on maps. */
export class TableModel {
  readonly #uniques = new Map<string, { line: number; label: number }>();
  readonly #labels = new Map<string, number>();
  readonly #pairs = new Map<string, number>();
  readonly #tags = new Map<string, number>();
  readonly #caps: number[];
  #records = 0;

  constructor(caps: readonly number[]) {
    this.#caps = [...caps];
  }

  addFile(file: ModelFile): FileOutcome {
    const firstUnique = this.#uniques.size;
    const outcomes: Outcome[] = [];
    const labelRows = new Map<number, number>();
    let blanks = 0;
    for (const [index, row] of file.rows.entries()) {
      if (file.cap !== undefined && (this.#caps[file.cap] ?? 0) <= 0) break;
      if (row.kind === 'blank') blanks += 1;
      else if (row.kind === 'rejected') outcomes.push({ kind: 'rejected', line: index + 1 });
      else {
        const outcome = this.#claim(row, file, index + 1);
        if (outcome.kind === 'kept') {
          labelRows.set(outcome.label, (labelRows.get(outcome.label) ?? 0) + 1);
        }
        outcomes.push(outcome);
      }
    }
    return { outcomes, blanks, firstUnique, labelRows: [...labelRows].sort(([a], [b]) => a - b) };
  }

  /** As `readTerms` gives them. */
  get terms(): object {
    const parse = (key: string): object => {
      const [source, category, shape] = key.split('|');
      return shape === undefined
        ? { source, category: Number(category) }
        : { source, category: Number(category), shape: Number(shape) };
    };
    return {
      labels: [...this.#labels.keys()].map(parse),
      pairs: [...this.#pairs.keys()].map(parse),
      unknownTags: [...this.#tags].map(([tag, rows]) => ({ tag, rows })),
    };
  }

  /** Digests of all unique rows in ascending order, with what is gathered for them. */
  get sorted(): { digest: string; unique: number; line: number; label: number }[] {
    return [...this.#uniques]
      .map(([digest, place], unique) => ({ digest, unique, ...place }))
      .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  }

  #claim(
    row: Extract<ModelRow, { kind: 'record' }>,
    file: ModelFile,
    line: number,
  ): Outcome & { readonly label: number } {
    if (file.cap !== undefined) this.#caps[file.cap] = (this.#caps[file.cap] ?? 0) - 1;
    const { digest, category, shape, tag } = row;
    const sequence = this.#records;
    this.#records += 1;
    if (tag !== undefined) this.#tags.set(tag, (this.#tags.get(tag) ?? 0) + 1);
    const source = file.sourceWins ? file.source : (row.source ?? file.source);
    const label = numberOf(this.#labels, `${source}|${String(category)}|${String(shape)}`);
    if (this.#uniques.has(digest)) {
      const unique = [...this.#uniques.keys()].indexOf(digest);
      return { kind: 'duplicate', line, unique, label, sequence };
    }
    const unique = this.#uniques.size;
    this.#uniques.set(digest, { line, label });
    const pair = numberOf(this.#pairs, `${source}|${String(category)}`);
    return { kind: 'kept', line, unique, label, pair, sequence };
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key) ?? numbers.size;
  numbers.set(key, known);
  return known;
}
