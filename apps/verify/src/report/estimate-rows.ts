import { open } from 'node:fs/promises';
import { translateReadErrors } from '../translate-read-errors.ts';
import { type WalkedFile } from './walk-plan.ts';

const PROBES = 32;
const PROBE_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * About how many rows files have, from 2 MiB spread over them: exact where they have no more than that. The same files,
 * the same estimate. Throws FileAccessError.
 */
export async function estimateRows(files: readonly WalkedFile[]): Promise<number> {
  let rows = 0;
  for (const file of files) rows += await estimateRowsOf(file);
  return rows;
}

async function estimateRowsOf({ path, bytes }: WalkedFile): Promise<number> {
  const isWhole = bytes <= PROBES * PROBE_BYTES;
  const handle = await translateReadErrors(path, () => open(path));
  try {
    const probe = Buffer.alloc(PROBE_BYTES);
    let lineFeeds = 0;
    let probed = 0;
    for (let index = 0; index < PROBES; index += 1) {
      const at = isWhole
        ? index * PROBE_BYTES
        : Math.floor((index * (bytes - PROBE_BYTES)) / (PROBES - 1));
      const { bytesRead } = await translateReadErrors(path, () =>
        handle.read(probe, 0, PROBE_BYTES, at),
      );
      lineFeeds += countLineFeeds(probe.subarray(0, bytesRead));
      probed += bytesRead;
    }
    // A row longer than what was read is one all the same.
    return probed === 0 ? 0 : Math.max(1, Math.round((lineFeeds * bytes) / probed));
  } finally {
    await handle.close();
  }
}

function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    count += 1;
  }
  return count;
}
