import { cachedFilePath } from './file-cache.ts';
import { GrowingFile } from './growing-file.ts';
import type { HubSession } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import { checkEtag, checkRange, wrongBytes } from './listed-answer.ts';
import { locateFile, subjectOf } from './locate-file.ts';
import { BrokenTry } from './broken-try.ts';
import { openAnswer, type HubAnswer } from './open-answer.ts';
import { persist } from './persist.ts';
import { detailsOf, refusalOf } from './refusal-of.ts';
import { describeFile, type HubFile } from './remote-file.ts';

/** Where downloads go, and who hears of them. */
export interface DownloadOptions {
  readonly cacheFolder: string;
  /** Hears of every piece that comes over the network, also of one that is thrown away later. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Downloads a file into the cache, going on where an earlier run stopped, and gives it its name once its size and
 * digest are the listed ones. Bytes that are not are thrown away and fetched once more before it is an error.
 */
export async function downloadFile(
  session: HubSession,
  file: HubFile,
  options: DownloadOptions,
): Promise<string> {
  const path = cachedFilePath(options.cacheFolder, file);
  const growing = await GrowingFile.open(`${path}.partial`, file);
  try {
    for (let pass = 1; pass <= 2; pass += 1) {
      await fill(session, file, { growing, onBytes: options.onBytes });
      if (growing.isListedFile()) {
        await growing.moveTo(path);
        return path;
      }
      await growing.restart();
    }
    await growing.remove();
  } finally {
    await growing.close();
  }
  throw alteredFile(session, file);
}

/** The error for bytes that came whole and are not the listed ones. */
export function alteredFile(session: HubSession, file: HubFile): HubError {
  return new HubError(
    `${describeFile(file)} came with other bytes than the Hub lists (${file.digest.kind} ${file.digest.hex}), and is not used. Run again; if that does not help, check ${session.endpoint} and any proxy on the way.`,
    { kind: 'altered' },
  );
}

/** How a part of a file is asked for: as it is, for a server that compresses it would hide its length. */
export function partHeaders(range: string): Readonly<Record<string, string>> {
  return { accept: '*/*', 'accept-encoding': 'identity', range };
}

interface Filling {
  readonly growing: GrowingFile;
  readonly onBytes: DownloadOptions['onBytes'];
}

async function fill(session: HubSession, file: HubFile, filling: Filling): Promise<void> {
  const { growing } = filling;
  if (growing.bytes === file.bytes) return;
  const url = await locateFile(session, file);
  await persist(session, {
    what: describeFile(file),
    gainedBytes: () => growing.bytes,
    run: async () => {
      const headers = partHeaders(`bytes=${String(growing.bytes)}-`);
      const answer = await openAnswer(session, { url, headers, what: describeFile(file) });
      try {
        await prepare(session, answer, { file, growing });
        await receive(session, answer, { ...filling, file });
      } finally {
        answer.close();
      }
    },
  });
}

/** Brings the file and the answer together: to where the answer begins, or to nothing. */
async function prepare(
  session: HubSession,
  answer: HubAnswer,
  { file, growing }: { readonly file: HubFile; readonly growing: GrowingFile },
): Promise<void> {
  if (answer.status === 416) {
    const reason = `the server has no bytes from ${String(growing.bytes)} on`;
    await growing.restart();
    throw wrongBytes(session, answer, reason);
  }
  if (answer.status !== 200 && answer.status !== 206) {
    throw refusalOf(session, answer, subjectOf(file));
  }
  checkEtag(session, answer, file);
  if (answer.status === 206) checkRange(session, answer, { file, start: growing.bytes });
  else if (growing.bytes > 0) await growing.restart();
}

async function receive(
  session: HubSession,
  answer: HubAnswer,
  { file, growing, onBytes }: Filling & { readonly file: HubFile },
): Promise<void> {
  for await (const chunk of answer.chunks()) {
    onBytes?.(chunk.length);
    if (growing.bytes + chunk.length > file.bytes) {
      await growing.restart();
      const reason = `the server sends more than the ${String(file.bytes)} bytes that are listed`;
      throw wrongBytes(session, answer, reason);
    }
    growing.append(chunk);
  }
  if (growing.bytes < file.bytes) throw endedEarly(session, answer, growing.bytes);
}

/** A body that ended as if it were whole; another request goes on from there. */
export function endedEarly(session: HubSession, answer: HubAnswer, bytes: number): BrokenTry {
  return new BrokenTry(`the server ended after byte ${String(bytes)}, before the file's end`, {
    ...detailsOf(session, answer, 'unreachable'),
    advice: `Check ${session.endpoint} and any proxy on the way, then run again, which goes on where this stopped.`,
  });
}
