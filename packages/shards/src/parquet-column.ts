import type { AsyncBuffer, ColumnMetaData, DecodedArray, PageHeader, SchemaTree } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { ParquetPage, type ColumnDecoder } from './parquet-page.ts';
import { parquetParsers } from './parquet-values.ts';

/** The first look at a page's header, which is some 50 bytes; statistics of long texts make it longer. */
const shortHeaderBytes = 4 * 1024;

/** Four looks, each 16 times as long: beyond that it is no header but noise. */
const longestHeaderBytes = 16 * 1024 * 1024;

/**
 * One column of a row group, read page by page in order: it holds the page that it is in, the dictionary, and of rows
 * those that are decoded and not yet taken. hyparquet decodes the pages; itself it would load the column whole.
 */
export class ParquetColumn {
  readonly #file: AsyncBuffer;
  readonly #decoder: ColumnDecoder;
  /** A row of several values may go on in the next page. */
  readonly #hasLists: boolean;
  readonly #end: number;
  #offset: number;
  #dictionary: DecodedArray | undefined;
  #page: ParquetPage | undefined;
  readonly #rows: unknown[] = [];

  constructor(file: AsyncBuffer, schema: SchemaTree, chunk: ColumnMetaData) {
    const schemaPath = getTreePath(schema, chunk.path_in_schema);
    const element = schemaPath.at(-1)?.element ?? schema.element;
    const pathInSchema = chunk.path_in_schema;
    const { codec, type } = chunk;
    this.#file = file;
    this.#decoder = {
      pathInSchema,
      schemaPath,
      element,
      codec,
      type,
      parsers: parquetParsers,
      compressors,
      utf8: false,
    };
    this.#hasLists = getMaxRepetitionLevel(schemaPath) > 0;
    // A dictionary stands before the data; some writers have 0 for an offset where there is none.
    this.#offset = Number(chunk.dictionary_page_offset ?? 0n) || Number(chunk.data_page_offset);
    this.#end = this.#offset + Number(chunk.total_compressed_size);
  }

  /** As the schema names it, the names of what it is nested in before it. */
  get path(): string {
    return this.#decoder.pathInSchema.join('.');
  }

  /** The next `count` rows. Throws where the column has fewer. */
  async take(count: number): Promise<unknown[]> {
    const needed = this.#hasLists ? count + 1 : count;
    while (this.#rows.length < needed && !this.#isDone) {
      if (this.#page?.isDone === false) this.#page.assembleInto(this.#rows);
      else await this.#readPage();
    }
    if (this.#rows.length < count) {
      const missing = String(count - this.#rows.length);
      throw new Error(`its column ${this.path} is ${missing} rows too short`);
    }
    return this.#rows.splice(0, count);
  }

  /** Throws where rows were decoded that nobody took: the footer counts too few. */
  end(): void {
    if (this.#rows.length === 0 && this.#page?.isDone !== false) return;
    throw new Error(`its column ${this.path} has more rows than the footer says`);
  }

  get #isDone(): boolean {
    return this.#page?.isDone !== false && this.#offset >= this.#end;
  }

  async #readPage(): Promise<void> {
    const { header, bytes: headerBytes } = await this.#readHeader();
    const start = this.#offset + headerBytes;
    const end = start + header.compressed_page_size;
    const content = await this.#file.slice(start, end);
    this.#offset = end;
    if (header.type === 'DICTIONARY_PAGE') {
      const reader = { view: new DataView(content), offset: 0 };
      const { data = [] } = readPage(reader, header, this.#decoder, undefined, undefined, 0);
      this.#dictionary = convert(data, this.#decoder);
    } else {
      const column = { decoder: this.#decoder, dictionary: this.#dictionary };
      this.#page = new ParquetPage(header, new Uint8Array(content), column);
    }
  }

  async #readHeader(): Promise<{ readonly header: PageHeader; readonly bytes: number }> {
    for (let bytes = shortHeaderBytes; ; bytes *= 16) {
      const end = Math.min(this.#offset + bytes, this.#file.byteLength);
      const reader = { view: new DataView(await this.#file.slice(this.#offset, end)), offset: 0 };
      try {
        return { header: parquetHeader(reader), bytes: reader.offset };
      } catch (error) {
        // A header that is cut fails in as many ways as one that is none; only a longer look can tell.
        if (end === this.#file.byteLength || bytes >= longestHeaderBytes) throw error;
      }
    }
  }
}
