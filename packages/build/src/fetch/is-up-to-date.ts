import type { LockedSource } from '@llamaforge/fetchers';
import { hashFile } from '@llamaforge/shards';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FetchRoom } from './fetch-room.ts';
import type { SourceOutputPaths } from './source-output.ts';

/** Whether the files that the lock names are there, whole, where and as this plan would write them. */
export async function isUpToDate(
  { output, preferences }: LockedSource,
  { paths, room }: { readonly paths: SourceOutputPaths; readonly room: FetchRoom },
): Promise<boolean> {
  const { plan, context } = room;
  if (output?.limit !== (plan.limit ?? null)) return false;
  if (output.tool_version !== plan.toolVersion) return false;
  const at = (path: string): string => resolve(dirname(plan.paths.lock), path);
  if (at(output.path) !== paths.records) return false;
  if (preferences !== null && at(preferences.path) !== paths.preferences) return false;
  for (const { path, bytes, sha256 } of [output, ...(preferences === null ? [] : [preferences])]) {
    if (statSync(at(path), { throwIfNoEntry: false })?.size !== bytes) return false;
    if ((await hashFile(at(path), { signal: context.signal })).sha256 !== sha256) return false;
  }
  return true;
}
