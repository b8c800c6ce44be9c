import { DamagedFileError } from '@llamaforge/schema';
import { byteOrderMarkBytes } from './json-lines.ts';
import { LineSplitter } from './line-splitter.ts';

/** A piece of a YAML file that can be parsed alone. */
export interface YamlPiece {
  /** An `item` of a list at the left margin, or a whole `document`. */
  readonly kind: 'item' | 'document';
  readonly bytes: Buffer;
  /** Whether the file holds nothing but this piece. */
  readonly isWholeFile: boolean;
}

/** What is parsed at once at most: the parser's tree takes some twenty times the text. */
const largestPieceBytes = 64 * 1024 * 1024;

/**
 * Cuts a YAML file at `---` and, in documents that are lists at the left margin, at each `- `. YAML lets no
 * scalar go on at the left margin of a list, so that a cut there never falls into a text.
 */
export async function* splitYaml(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<YamlPiece, void, undefined> {
  const lines = new LineSplitter(path);
  const pieces = new PieceCollector(path);
  let isFirst = true;
  for await (const chunk of chunks) {
    const start = isFirst ? byteOrderMarkBytes(chunk) : 0;
    isFirst = false;
    for (const line of lines.push(chunk.subarray(start))) {
      const piece = pieces.take(line);
      if (piece !== undefined) yield piece;
    }
  }
  const rest = lines.end();
  const beforeRest = rest === undefined ? undefined : pieces.take(rest);
  if (beforeRest !== undefined) yield beforeRest;
  const last = pieces.end();
  if (last !== undefined) yield last;
}

const lineFeed = Buffer.from('\n');
const marker = /^(?:---|\.\.\.)(?:[ \t\r]|$)/u;
const item = /^-(?:[ \t\r]|$)/u;
const nothing = /^[ \t\r]*(?:#|$)/u;

class PieceCollector {
  readonly #path: string;
  #lines: Buffer[] = [];
  #bytes = 0;
  #kind: 'item' | 'document' | undefined;
  #pieces = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes one line; gives the piece that ended before it. */
  take(line: Buffer): YamlPiece | undefined {
    const start = line.toString('latin1', 0, 5);
    if (marker.test(start)) return this.#takeMarker(line);
    if (item.test(start) && this.#kind !== 'document') {
      const before = this.#cut();
      this.#kind = 'item';
      this.#hold(line);
      return before;
    }
    // Comments, and directives (`%YAML 1.2`) before a document's marker.
    const isPrologue = this.#kind === undefined && (isNothing(line) || start.startsWith('%'));
    if (isPrologue) return undefined;
    this.#kind ??= 'document';
    this.#hold(line);
    return undefined;
  }

  /** The piece that the file's end ends. */
  end(): YamlPiece | undefined {
    const isWholeFile = this.#kind === 'document' && this.#pieces === 0;
    const piece = this.#cut();
    return piece === undefined ? undefined : { ...piece, isWholeFile };
  }

  #takeMarker(line: Buffer): YamlPiece | undefined {
    const before = this.#cut();
    // `--- text` begins a document on the marker's own line.
    const rest = line.subarray(3);
    if (!isNothing(rest)) {
      this.#kind = 'document';
      this.#hold(rest);
    }
    return before;
  }

  #hold(line: Buffer): void {
    this.#lines.push(line, lineFeed);
    this.#bytes += line.length + 1;
    if (this.#bytes > largestPieceBytes) {
      const limit = String(largestPieceBytes / 1024 / 1024);
      throw new DamagedFileError(
        this.#path,
        `it holds YAML of more than ${limit} MB that is no list at the left margin and must be read at once; as JSON lines it can be of any size`,
      );
    }
  }

  #cut(): YamlPiece | undefined {
    const kind = this.#kind;
    const bytes = Buffer.concat(this.#lines);
    this.#lines = [];
    this.#bytes = 0;
    this.#kind = undefined;
    if (kind === undefined) return undefined;
    this.#pieces += 1;
    return { kind, bytes, isWholeFile: false };
  }
}

function isNothing(line: Buffer): boolean {
  return nothing.test(line.toString('latin1'));
}
