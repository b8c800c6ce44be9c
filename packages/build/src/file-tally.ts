import type { CategoryWay } from '@llamaforge/adapters';
import type { FileAccount } from '@llamaforge/manifest';
import type { Category, RejectReason, RowShape } from '@llamaforge/schema';
import type { FileFormat } from '@llamaforge/shards';
import type { TreatedRecord } from './treatment/treat-record.ts';

/** Counts what becomes of a file's rows. Blank lines are no rows. */
export class FileTally {
  #read = 0;
  #kept = 0;
  #duplicates = 0;
  #blank = 0;
  #loneSurrogates = 0;
  #turnsLeftOut = 0;
  readonly #rejected = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #repaired = new Map<string, number>();
  readonly #ways = { card: 0, row: 0, file: 0, rules: 0 };

  /** Rows read so far. */
  get read(): number {
    return this.#read;
  }

  /** Records so far that were kept or duplicates: what a cap counts. */
  get records(): number {
    return this.#kept + this.#duplicates;
  }

  countBlank(): void {
    this.#blank += 1;
  }

  countRejected(reason: RejectReason, shape: RowShape | undefined): void {
    this.#read += 1;
    add(this.#rejected, reason);
    if (shape !== undefined) add(this.#shapes, shape);
  }

  countRecord(record: TreatedRecord): void {
    this.#read += 1;
    add(this.#shapes, record.shape);
    if (record.loneSurrogates) this.#loneSurrogates += 1;
    this.#turnsLeftOut += record.turnsLeftOut;
    for (const name of record.repaired ?? []) add(this.#repaired, name);
  }

  countKept(way: CategoryWay): void {
    this.#kept += 1;
    this.#ways[way] += 1;
  }

  countDuplicate(): void {
    this.#duplicates += 1;
  }

  /** The finished account. */
  account(of: {
    format: FileFormat;
    license: string | undefined;
    vote: Category | undefined;
  }): FileAccount {
    return {
      format: of.format.format,
      compression: of.format.compression,
      license: of.license ?? null,
      rows: {
        read: this.#read,
        kept: this.#kept,
        duplicates: this.#duplicates,
        rejected: sorted(this.#rejected),
        blank: this.#blank,
      },
      shapes: sorted(this.#shapes),
      categories_by: { ...this.#ways },
      vote: of.vote ?? null,
      lone_surrogates: this.#loneSurrogates,
      turns_left_out: this.#turnsLeftOut,
      ...(this.#repaired.size > 0 && { repaired: sorted(this.#repaired) }),
    };
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
