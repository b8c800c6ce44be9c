import { FileAccessError } from './corpus-error.ts';

const readAdvice: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist. Check the path, and the folder that you run from.',
  ENOTDIR: 'a part of the path is a file, not a folder. Check the path.',
  EISDIR: 'it is a folder. Name a file in it.',
  EACCES: 'permission denied. Give yourself the right to read it, or leave it out.',
  EPERM: 'permission denied. Give yourself the right to read it, or leave it out.',
  ELOOP: 'its symbolic links lead in a circle. Remove the link, or leave it out.',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n), then run again.',
  EIO: 'the disk reports an error. Check the disk, and get the file anew.',
};

const writeAdvice: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left. Free space or choose another place, then run again.',
  EDQUOT: 'your quota is used up. Free space or choose another place, then run again.',
  EFBIG:
    'the file grows beyond what the system allows. Choose another place, or raise the limit (ulimit -f).',
  ENOENT: 'a folder of the path is missing. Check the path.',
  ENOTDIR: 'a part of the path is a file, not a folder. Choose another place.',
  EEXIST: 'a part of the path is a file, not a folder. Choose another place.',
  EISDIR: 'it is a folder. Choose another name.',
  EACCES: 'permission denied. Give yourself the right to write there, or choose another place.',
  EPERM: 'permission denied. Give yourself the right to write there, or choose another place.',
  EROFS: 'it lies on a read-only file system. Choose another place.',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n), then run again.',
  EIO: 'the disk reports an error. Check the disk.',
};

/** What to throw for a failed read of `path`: a `FileAccessError` for the system's refusals, anything else as it is. */
export function readErrorOf(cause: unknown, path: string): unknown {
  return accessErrorOf(cause, { path, verb: 'read', advice: readAdvice });
}

/** What to throw for a failed write to `path`: a `FileAccessError` for the system's refusals, anything else as it is. */
export function writeErrorOf(cause: unknown, path: string): unknown {
  return accessErrorOf(cause, { path, verb: 'write', advice: writeAdvice });
}

function accessErrorOf(
  cause: unknown,
  at: {
    readonly path: string;
    readonly verb: string;
    readonly advice: Readonly<Record<string, string>>;
  },
): unknown {
  if (!isSystemError(cause)) return cause;
  const advice =
    at.advice[cause.code] ?? `the system says ${cause.code}. Check the path and the disk.`;
  const message = `Cannot ${at.verb} ${at.path}: ${advice}`;
  return new FileAccessError(message, { path: at.path, code: cause.code }, { cause });
}

function isSystemError(cause: unknown): cause is Error & { readonly code: string } {
  return (
    cause instanceof Error &&
    'syscall' in cause &&
    'code' in cause &&
    typeof cause.code === 'string'
  );
}
