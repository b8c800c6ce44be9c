import { isUtf8 } from 'node:buffer';
import { DamagedFileError } from '@llamaforge/schema';
import { parseDocument } from 'yaml';
import { invalidUtf8Row, quotedValue, rawTextOf, type FileRow, type RawText } from './file-row.ts';
import { wrapperKeys } from './wrapper-keys.ts';
import { splitYaml, type YamlPiece } from './yaml-splitter.ts';

/**
 * The rows of a YAML file: the items of a list; of a document that is a mapping, the list under a wrapper's key;
 * else each document. Only plain data is read: a tag of the file's own, an alias to another item, or aliases that
 * blow up make the row broken. A file that is one broken document is damaged: it may have held any number of rows.
 */
export async function* readYaml(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<FileRow, void, undefined> {
  let line = 0;
  for await (const piece of splitYaml(path, chunks)) {
    for (const row of rowsOf(piece, line)) {
      if (row.kind === 'broken' && piece.isWholeFile) throw new DamagedFileError(path, row.detail);
      line += 1;
      yield row;
    }
  }
}

function* rowsOf(piece: YamlPiece, rowsBefore: number): Generator<FileRow, void, undefined> {
  const { bytes } = piece;
  const line = rowsBefore + 1;
  if (!isUtf8(bytes)) {
    yield invalidUtf8Row(bytes, line);
    return;
  }
  const parsed = parseYaml(bytes.toString('utf8'));
  const raw = () => rawTextOf(bytes);
  if ('problem' in parsed) {
    yield { kind: 'broken', line, reason: 'invalid_yaml', detail: parsed.problem, raw };
    return;
  }
  const { value } = parsed;
  const list = piece.kind === 'item' ? undefined : listIn(value);
  if (list !== undefined) {
    for (const [index, element] of list.entries()) {
      const quoted = (): RawText => quotedValue(element);
      yield { kind: 'row', line: line + index, value: element, raw: quoted };
    }
    return;
  }
  // A document of nothing but comments is none.
  if (piece.kind === 'document' && value === null) return;
  const row: unknown = piece.kind === 'item' && isList(value) ? value[0] : value;
  yield { kind: 'row', line, value: row, raw };
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (isList(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (wrapperKeys.has(key.toLowerCase()) && isListOfObjects(member)) return member;
  }
  return undefined;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isListOfObjects(member: unknown): member is readonly unknown[] {
  return isList(member) && typeof member[0] === 'object' && member[0] !== null;
}

function parseYaml(text: string): { readonly value: unknown } | { readonly problem: string } {
  const document = parseDocument(text, {
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) return { problem: shortened(problem.message) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return { value };
  } catch (error) {
    // What the parser throws for an alias without an anchor, and for too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    return { problem: shortened(error.message) };
  }
}

function shortened(message: string): string {
  const [first = ''] = message.split('\n');
  return first.length > 160 ? `${first.slice(0, 159)}…` : first;
}
