import { createHash, type Hash } from 'node:crypto';
import { HubError } from './hub-error.ts';

/** What a file's bytes must hash to: SHA-256 where they are in LFS or Xet, else the id that git gives them (SHA-1). */
export interface FileDigest {
  readonly kind: 'sha256' | 'git_oid';
  /** Lower-case hex. */
  readonly hex: string;
}

/** A file as the Hub lists it; its path may be hostile, and is checked when the file is asked for. */
export interface RemoteFile {
  /** With `/`, relative to the repository. */
  readonly path: string;
  readonly bytes: number;
  readonly digest: FileDigest;
}

/** A file of one commit (40 hex) of a repository (`owner/name`). */
export interface HubFile extends RemoteFile {
  readonly repository: string;
  readonly commit: string;
}

/** A hash that is fed a file's bytes in order and ends in its `digest.hex`. */
export function hashFor({ digest, bytes }: RemoteFile): Hash {
  if (digest.kind === 'sha256') return createHash('sha256');
  return createHash('sha1').update(`blob ${String(bytes)}\0`);
}

/** How a message names a file, whatever characters its path has. */
export function describeFile({ path, repository }: HubFile): string {
  return `${shownPath(path)} of ${repository}`;
}

/** Throws `unsafe_path` for a path that could lead out of its folder or that no address can hold. */
export function refuseUnsafePath(file: HubFile): void {
  const segments = file.path.split('/');
  const isSafe =
    file.path.isWellFormed() &&
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    !/[\\\u0000-\u001f\u007f]/u.test(file.path) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (isSafe) return;
  throw new HubError(
    `${file.repository} lists a file with an unsafe path: ${shownPath(file.path)}. It is not downloaded; leave it out of the card's files.`,
    { kind: 'unsafe_path' },
  );
}

/** As in JSON where it holds what a terminal would not show as it is. */
function shownPath(path: string): string {
  const quoted = JSON.stringify(path);
  return quoted === `"${path}"` ? path : quoted;
}
