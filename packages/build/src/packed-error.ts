import { CorpusError, DamagedFileError, FileAccessError } from '@llamaforge/schema';

/** An error as a message can hold it: a thread's copy of one would be a mere Error. */
export type PackedError =
  | { readonly kind: 'damaged'; readonly path: string; readonly detail: string }
  | {
      readonly kind: 'access';
      readonly message: string;
      readonly path: string;
      readonly code: string;
    }
  | { readonly kind: 'corpus'; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined };

/** Takes an error apart, for `unpackError` on the other side. */
export function packError(error: unknown): PackedError {
  if (error instanceof DamagedFileError) {
    return { kind: 'damaged', path: error.path, detail: error.detail };
  }
  if (error instanceof FileAccessError) {
    return { kind: 'access', message: error.message, path: error.path, code: error.code };
  }
  if (error instanceof CorpusError) return { kind: 'corpus', message: error.message };
  if (error instanceof Error) return { kind: 'bug', message: error.message, stack: error.stack };
  return { kind: 'bug', message: String(error), stack: undefined };
}

/** The error that a worker met, of its own class where a user can fix it. */
export function unpackError(packed: PackedError): Error {
  switch (packed.kind) {
    case 'damaged':
      return new DamagedFileError(packed.path, packed.detail);
    case 'access':
      return new FileAccessError(packed.message, { path: packed.path, code: packed.code });
    case 'corpus':
      return new CorpusError(packed.message);
    case 'bug': {
      const bug = new Error(packed.message);
      if (packed.stack !== undefined) bug.stack = packed.stack;
      return bug;
    }
  }
}
