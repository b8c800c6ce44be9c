import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let written = 0;

/** A name beside `path` that no other process and no other writer of this one uses: the same corpus may be read by several at once. */
export function temporaryName(path: string): string {
  written += 1;
  return `${path}.${String(process.pid)}-${String(written)}.partial`;
}

/** Removes what killed processes left of files that were to become `path`; its folder must be there. */
export function removeLeftovers(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    const isLeftover = name.startsWith(`${basename(path)}.`) && name.endsWith('.partial');
    if (isLeftover && !isBeingWritten(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Whether a file of that name is written by a process that still runs; what a killed one left is not. */
export function isBeingWritten(name: string): boolean {
  const pid = /\.(?<pid>\d+)-\d+\.partial$/u.exec(name)?.groups?.['pid'];
  if (pid === undefined) return false;
  try {
    // Signal 0 is never sent: it asks whether there is such a process.
    return process.kill(Number(pid), 0);
  } catch (error) {
    // One of another user, which is there all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
