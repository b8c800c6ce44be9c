import { isCached, cachedFilePath, type HubFile, type PartialFile } from '@llamaforge/fetchers';
import { CorpusError } from '@llamaforge/schema';
import {
  detectFormat,
  readParquetExtents,
  type FileFormat,
  type ParquetGroupExtent,
  type ReadOptions,
} from '@llamaforge/shards';
import type { FetchRoom } from './fetch-room.ts';

/** A file of a source, ready to be read; `ensureBytes` brings what of it is not there yet. */
export interface LocalFile {
  /** as the repository names it */
  readonly name: string;
  readonly path: string;
  readonly format: FileFormat;
  /** where the row groups of a Parquet file lie */
  readonly extents?: readonly ParquetGroupExtent[];
  readonly ensureBytes?: ReadOptions['ensureBytes'];
}

/** How much of a source is wanted, and who hears of what comes over the network. */
export interface SourceFilesOptions {
  /** rows that are still wanted; Infinity where there is no cap */
  readonly rowsWanted: () => number;
  readonly onBytes: (bytes: number) => void;
}

// Below this a range and its footer cost as much as the whole, which has a digest to be checked by.
const leastPartialBytes = 4 * 1024 * 1024;

/**
 * The files of a source in order, each downloaded when it is asked for: with a cap no file comes that is not needed,
 * and of a large Parquet file no more than the row groups that hold the rows; without one, all come at once.
 */
export async function* openSourceFiles(
  files: readonly HubFile[],
  room: FetchRoom,
  options: SourceFilesOptions,
): AsyncGenerator<LocalFile, void, undefined> {
  if (room.plan.offline || options.rowsWanted() !== Infinity) {
    for (const file of files) {
      if (options.rowsWanted() <= 0) return;
      yield* openFile(file, room, options);
    }
    return;
  }
  const downloads = files.map((file) => settled(download(file, room, options)));
  try {
    for (const [index, file] of files.entries()) {
      const { path } = valueOf(await downloads[index]);
      yield await wholeFile(file, path, room);
    }
  } finally {
    // What still runs must not go on behind the back of whoever stopped early.
    await Promise.all(downloads);
  }
}

type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** Holds an error until somebody asks: a download may fail long before its turn. */
async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}

function valueOf<T>(end: Settled<T> | undefined): T {
  if (end === undefined) throw new RangeError('there is no such download');
  if ('error' in end) throw end.error;
  return end.value;
}

async function* openFile(
  file: HubFile,
  room: FetchRoom,
  options: SourceFilesOptions,
): AsyncGenerator<LocalFile, void, undefined> {
  const isPartial =
    file.path.endsWith('.parquet') &&
    file.bytes >= leastPartialBytes &&
    !isCached(room.plan.paths.cache, file);
  if (!isPartial) {
    yield await wholeFile(file, (await download(file, room, options)).path, room);
    return;
  }
  const partial = await room.hub.openPartialFile(file, {
    cacheFolder: room.plan.paths.cache,
    onBytes: options.onBytes,
  });
  try {
    yield await partialFile(file, partial, options);
  } finally {
    await partial.close();
  }
}

async function partialFile(
  file: HubFile,
  partial: PartialFile,
  { rowsWanted }: SourceFilesOptions,
): Promise<LocalFile> {
  const ensureBytes = (start: number, end: number): Promise<void> => partial.ensure(start, end);
  const extents = await readParquetExtents(partial.path, { ensureBytes });
  // All that the cap is sure to need in one go: a request for each row group would wait for each.
  let rows = 0;
  const needed = extents.filter((extent) => {
    const isNeeded = rows < rowsWanted();
    rows += extent.rows;
    return isNeeded;
  });
  if (needed.length > 0) {
    await partial.ensure(
      Math.min(...needed.map(({ start }) => start)),
      Math.max(...needed.map(({ end }) => end)),
    );
  }
  const format = { format: 'parquet', compression: 'none' } as const;
  return { name: file.path, path: partial.path, format, extents, ensureBytes };
}

async function wholeFile(file: HubFile, path: string, { context }: FetchRoom): Promise<LocalFile> {
  const format = await detectFormat(path, { signal: context.signal });
  if (format.format !== 'parquet') return { name: file.path, path, format };
  return { name: file.path, path, format, extents: await readParquetExtents(path) };
}

async function download(
  file: HubFile,
  { hub, plan }: FetchRoom,
  { onBytes }: SourceFilesOptions,
): Promise<{ readonly path: string }> {
  const cacheFolder = plan.paths.cache;
  if (plan.offline && !isCached(cacheFolder, file)) {
    throw new CorpusError(
      `${file.path} of ${file.repository} is not in ${cacheFolder} (${cachedFilePath(cacheFolder, file)}). Fetch once without --offline.`,
    );
  }
  return { path: await hub.downloadFile(file, { cacheFolder, onBytes }) };
}
