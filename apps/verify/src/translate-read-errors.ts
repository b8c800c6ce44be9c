import { FileAccessError } from '@llamaforge/schema';

/** Runs what reads a path; an error of the system becomes a FileAccessError that says what and where, as in `a.jsonl is missing.`, and then what to do. */
export async function translateReadErrors<T>(
  path: string,
  read: () => Promise<T>,
  advice = '',
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
      throw error;
    }
    const what = meanings[error.code] ?? `cannot be read (${error.code})`;
    throw new FileAccessError(
      `${path} ${what}. ${advice}`.trimEnd(),
      { path, code: error.code },
      { cause: error },
    );
  }
}

const meanings: Readonly<Record<string, string>> = {
  ENOENT: 'is missing',
  ENOTDIR: 'is missing',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is not a file',
};
