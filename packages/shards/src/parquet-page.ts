import type { DecodedArray, PageHeader, SchemaTree } from 'hyparquet';
import { assembleLists } from 'hyparquet/src/assemble.js';
import { convertWithDictionary } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel } from 'hyparquet/src/schema.js';

/** What hyparquet must know of a column to decode its pages. */
export type ColumnDecoder = Parameters<typeof readDataPage>[2];

/** How many of a page's entries become rows at once: those of a list take some hundred times what they do in the page. */
const entriesInPiece = 4096;

/**
 * A data page that becomes rows piece by piece. It may hold a whole column: where the values are numbers of a
 * dictionary's few texts, a megabyte is millions of them.
 */
export class ParquetPage {
  readonly #schemaPath: SchemaTree[];
  readonly #values: DecodedArray;
  /** For each entry at which depth it ends, or empty where all have their value. */
  readonly #definitionLevels: Uint8Array;
  /** For each entry which list it goes on with, 0 for a new row; or empty where there are no lists. */
  readonly #repetitionLevels: Uint8Array;
  readonly #entries: number;
  #entry = 0;
  #value = 0;

  constructor(
    header: PageHeader,
    bytes: Uint8Array,
    column: { readonly decoder: ColumnDecoder; readonly dictionary: DecodedArray | undefined },
  ) {
    const { decoder, dictionary } = column;
    const page = decodePage(header, bytes, decoder);
    this.#schemaPath = decoder.schemaPath;
    this.#values = convertWithDictionary(page.dataPage, dictionary, page.encoding, decoder);
    this.#definitionLevels = Uint8Array.from(page.definitionLevels ?? []);
    this.#repetitionLevels = Uint8Array.from(page.repetitionLevels);
    const levels = this.#definitionLevels.length || this.#repetitionLevels.length;
    this.#entries = levels === 0 ? this.#values.length : levels;
  }

  /** Whether all of it has become rows. */
  get isDone(): boolean {
    return this.#entry === this.#entries;
  }

  /** Adds the next piece to `rows`, whose last one may be a list that goes on in it. */
  assembleInto(rows: unknown[]): void {
    const end = Math.min(this.#entry + entriesInPiece, this.#entries);
    const definitionLevels = Array.from(this.#definitionLevels.subarray(this.#entry, end));
    const repetitionLevels = Array.from(this.#repetitionLevels.subarray(this.#entry, end));
    const deepest = getMaxDefinitionLevel(this.#schemaPath);
    const missing = definitionLevels.filter((level) => level !== deepest).length;
    const lastValue = this.#value + (end - this.#entry) - missing;
    const values = this.#values.slice(this.#value, lastValue);
    const assembled: Iterable<unknown> = assembleLists(
      rows,
      definitionLevels,
      repetitionLevels,
      values,
      this.#schemaPath,
    );
    // Where no value can be missing it does not add them, but gives them back.
    if (assembled !== rows) for (const value of assembled) rows.push(value);
    this.#entry = end;
    this.#value = lastValue;
  }
}

function decodePage(header: PageHeader, bytes: Uint8Array, decoder: ColumnDecoder) {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const { codec, compressors } = decoder;
    const page = decompressPage(bytes, header.uncompressed_page_size, codec, compressors);
    return { ...readDataPage(page, first, decoder), encoding: first.encoding };
  }
  if (second !== undefined) {
    return { ...readDataPageV2(bytes, header, decoder), encoding: second.encoding };
  }
  throw new Error(`it has a page of the unknown type ${header.type}`);
}
