import { createHash } from 'node:crypto';
import { contentOf, type HubContent } from './hub-content.ts';

/** A file of a repository and where the Hub keeps it; `git` unless said otherwise. */
export interface HubFile {
  readonly content: HubContent;
  readonly stored?: 'git' | 'lfs' | 'xet';
}

/** A data set's repository; a branch or ref (`main`, `refs/convert/parquet`) names a commit (40 hex), which has files by path. */
export interface HubRepository {
  /** `owner/name`. */
  readonly name: string;
  readonly license?: string;
  readonly gated?: 'auto' | 'manual';
  readonly private?: boolean;
  readonly branches: Readonly<Record<string, string>>;
  readonly commits: Readonly<Record<string, Readonly<Record<string, HubFile>>>>;
}

/** An entry of a tree as the Hub lists it. */
export interface HubTreeEntry {
  readonly type: 'file' | 'directory';
  readonly oid: string;
  readonly size: number;
  readonly path: string;
  readonly lfs?: { readonly oid: string; readonly size: number; readonly pointerSize: number };
  readonly xetHash?: string;
}

/** The commit that a branch, a ref, `HEAD` or a commit's own id stands for. */
export function commitOf(repository: HubRepository, revision: string): string | undefined {
  if (Object.hasOwn(repository.commits, revision)) return revision;
  const commit = repository.branches[revision === 'HEAD' ? 'main' : revision];
  return commit !== undefined && Object.hasOwn(repository.commits, commit) ? commit : undefined;
}

/** A commit's files and folders in the order of their paths, as they are, be a path hostile or not. */
export function treeEntries(files: Readonly<Record<string, HubFile>>): readonly HubTreeEntry[] {
  const entries = new Map<string, HubTreeEntry>();
  for (const [path, file] of Object.entries(files)) {
    for (const folder of foldersOf(path)) entries.set(folder, folderEntry(folder));
    entries.set(path, fileEntry(path, file));
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The hash that names a file of the Xet store; unlike its sha256, as on the Hub. */
export function xetHashOf(content: HubContent): string {
  return hexOf('sha256', `xet ${content.sha256}`);
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/')).filter((folder) => folder !== '');
}

function folderEntry(path: string): HubTreeEntry {
  return { type: 'directory', oid: hexOf('sha1', `tree ${path}`), size: 0, path };
}

function fileEntry(path: string, { content, stored = 'git' }: HubFile): HubTreeEntry {
  const { bytes: size, sha256 } = content;
  if (stored === 'git') return { type: 'file', oid: content.gitOid, size, path };
  const pointer = contentOf(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${String(size)}\n`,
  );
  return {
    type: 'file',
    oid: pointer.gitOid,
    size,
    path,
    lfs: { oid: sha256, size, pointerSize: pointer.bytes },
    ...(stored === 'xet' && { xetHash: xetHashOf(content) }),
  };
}

function hexOf(algorithm: 'sha1' | 'sha256', text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
