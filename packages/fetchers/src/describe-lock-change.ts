import type { LockedFile, LockedSource } from './lock.ts';

/** What is other in a source than it was, a sentence a change: name, commit, licence, files, rows. */
export function describeLockChange(before: LockedSource, after: LockedSource): readonly string[] {
  return [
    ...changed('the repository', before.repository, after.repository),
    ...changed('the commit', before.commit, after.commit),
    ...changed('the licence', before.license ?? 'none', after.license ?? 'none'),
    ...changedFiles(before.files, after.files),
    ...changedRows('the rows', before.output?.rows, after.output?.rows),
    ...changedRows('the preference pairs', before.preferences?.rows, after.preferences?.rows),
  ];
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what} changed from ${before} to ${after}`];
}

/** Rows are compared where both are known: a source that was not written yet has none. */
function changedRows(what: string, before?: number, after?: number): string[] {
  if (before === undefined || after === undefined) return [];
  return changed(what, String(before), String(after));
}

function changedFiles(before: readonly LockedFile[], after: readonly LockedFile[]): string[] {
  const old = new Map(before.map((file) => [file.path, file]));
  const kept = new Set(after.map(({ path }) => path));
  const news = after.flatMap((file) => {
    const known = old.get(file.path);
    if (known === undefined) return [`${file.path} is new (${sizeOf(file)})`];
    if (digestOf(known) === digestOf(file)) return [];
    return [`${file.path} has other bytes (${sizeOf(known)} before, ${sizeOf(file)} now)`];
  });
  const gone = before.filter(({ path }) => !kept.has(path));
  return [...news, ...gone.map(({ path }) => `${path} is gone`)];
}

function digestOf({ sha256, git_oid: gitOid }: LockedFile): string | undefined {
  return sha256 ?? gitOid;
}

function sizeOf({ bytes }: LockedFile): string {
  return `${String(bytes)} bytes`;
}
