import { datasetInfo, listFiles } from '@huggingface/hub';
import { rm } from 'node:fs/promises';
import { writeErrorOf } from '@llamaforge/schema';
import { z } from 'zod';
import { apiFetch } from './api-fetch.ts';
import { BlockPool } from './block-pool.ts';
import { downloadFile, type DownloadOptions } from './download-file.ts';
import { cachedFilePath, hasListedBytes, isCached, makeCacheFolder } from './file-cache.ts';
import { openSession, type HubAccess, type HubSession } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import { Limiter } from './limiter.ts';
import { foreignAnswer } from './open-answer.ts';
import { openBlocks, type PartialFile } from './partial-file.ts';
import { refuseUnsafePath, type HubFile, type RemoteFile } from './remote-file.ts';

/** A data set at one commit. */
export interface ResolvedRevision {
  /** The Hub's present name, which differs from the one that was asked for where the repository was renamed. */
  readonly repository: string;
  /** 40 hex. */
  readonly commit: string;
  /** The licence tag of its page, as in `cc-by-sa-4.0`; several are joined by a comma. */
  readonly license: string | undefined;
  /** Whether its terms have to be accepted. */
  readonly gated: boolean;
}

// Four connections fill a line; more would only share it.
const MOST_TRANSFERS = 4;
const repositoryName = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/u;

const infoSchema = z.object({
  id: z.string().regex(repositoryName),
  sha: z.string().regex(/^[0-9a-f]{40}$/u),
  gated: z.union([z.boolean(), z.string()]).optional(),
});
const licenseSchema = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const fileSchema = z.object({
  path: z.string(),
  size: z.int().nonnegative(),
  oid: z.string().regex(/^[0-9a-f]{40}$/u),
  lfs: z
    .object({ oid: z.string().regex(/^[0-9a-f]{64}$/u), size: z.int().nonnegative() })
    .optional(),
});

/** A Hugging Face Hub: data sets pinned, listed, and downloaded with every byte checked; at most four transfers at a time. */
export class Hub {
  readonly #session: HubSession;
  readonly #limiter = new Limiter(MOST_TRANSFERS);
  readonly #pool = new BlockPool();
  /** Cached files that were hashed in this run. */
  readonly #checked = new Set<string>();
  readonly #running = new Map<string, Promise<string>>();

  /** Throws where the endpoint is no address or the token cannot be one. */
  constructor(access: HubAccess) {
    this.#session = openSession(access);
  }

  /** Asks which commit a branch, tag, ref or commit of a data set is; throws a `HubError` where there is none such. */
  async resolveRevision(repository: string, revision: string): Promise<ResolvedRevision> {
    refuseBadName(repository);
    const what = `revision ${revision} of ${repository}`;
    const info = await datasetInfo({
      name: repository,
      revision,
      additionalFields: ['sha', 'cardData'],
      hubUrl: this.#session.endpoint,
      fetch: apiFetch(this.#session, { what, repository, revision }, infoSchema),
    });
    const license = licenseSchema.safeParse(info.cardData?.license);
    return {
      repository: info.name,
      commit: info.sha,
      license: license.success && license.data.length > 0 ? license.data.join(', ') : undefined,
      gated: Boolean(info.gated),
    };
  }

  /** All files of a commit, page by page, without folders; a path may be unsafe, and is refused when it is asked for. */
  async listFiles(repository: string, commit: string): Promise<readonly RemoteFile[]> {
    refuseBadName(repository);
    const what = `the list of files of ${repository}`;
    const entries = listFiles({
      repo: { type: 'dataset', name: repository },
      revision: encodeURIComponent(commit),
      recursive: true,
      hubUrl: this.#session.endpoint,
      fetch: apiFetch(
        this.#session,
        { what, repository, revision: commit },
        z.array(z.looseObject({ type: z.string() })),
      ),
    });
    const files: RemoteFile[] = [];
    for await (const entry of entries) {
      if (entry.type === 'file') files.push(this.#remoteFile(entry));
    }
    return files;
  }

  /** Gives the path of the whole file in the cache, whose bytes were checked in this run; downloads it where it is not there. */
  downloadFile(file: HubFile, options: DownloadOptions): Promise<string> {
    const path = cachedFilePath(options.cacheFolder, file);
    const running = this.#running.get(path);
    if (running !== undefined) return running;
    // Two that ask for the same bytes must not write to the same file.
    const download = this.#download(file, options).finally(() => this.#running.delete(path));
    this.#running.set(path, download);
    return download;
  }

  /**
   * Opens a file of which only parts are wanted, as row groups of Parquet; gives the whole one if it is in the cache.
   * Several may have it open at the same time, and share what comes.
   */
  async openPartialFile(file: HubFile, options: DownloadOptions): Promise<PartialFile> {
    refuseUnsafePath(file);
    const path = cachedFilePath(options.cacheFolder, file);
    return this.#pool.inTurn(path, async () => {
      if (await this.#isReady(file, options)) {
        return {
          path,
          downloadedBytes: 0,
          ensure: () => Promise.resolve(),
          close: () => Promise.resolve(),
        };
      }
      await makeCacheFolder(options.cacheFolder);
      const shared = { session: this.#session, limiter: this.#limiter, pool: this.#pool };
      return openBlocks(file, { ...shared, options });
    });
  }

  async #download(file: HubFile, options: DownloadOptions): Promise<string> {
    refuseUnsafePath(file);
    return this.#limiter.run(async () => {
      this.#session.signal?.throwIfAborted();
      const path = cachedFilePath(options.cacheFolder, file);
      if (await this.#isReady(file, options)) return path;
      await makeCacheFolder(options.cacheFolder);
      await downloadFile(this.#session, file, options);
      this.#checked.add(path);
      return path;
    });
  }

  /** Whether the whole file is cached with the listed bytes; one with other bytes is deleted. */
  async #isReady(file: HubFile, { cacheFolder }: DownloadOptions): Promise<boolean> {
    const path = cachedFilePath(cacheFolder, file);
    if (!isCached(cacheFolder, file)) return false;
    if (this.#checked.has(path)) return true;
    if (await hasListedBytes(path, file, this.#session.signal)) {
      this.#checked.add(path);
      return true;
    }
    await rm(path, { force: true }).catch((error: unknown) => {
      throw writeErrorOf(error, path);
    });
    return false;
  }

  #remoteFile(entry: unknown): RemoteFile {
    const parsed = fileSchema.safeParse(entry);
    if (!parsed.success) {
      const { endpoint, quote } = this.#session;
      const shown = quote(JSON.stringify(entry));
      throw foreignAnswer(this.#session, endpoint, `it lists a file without digest: ${shown}`);
    }
    const { path, size, oid, lfs } = parsed.data;
    return lfs === undefined
      ? { path, bytes: size, digest: { kind: 'git_oid', hex: oid } }
      : { path, bytes: lfs.size, digest: { kind: 'sha256', hex: lfs.oid } };
  }
}

/** The client puts the name into an address as it is. */
function refuseBadName(repository: string): void {
  if (repositoryName.test(repository)) return;
  throw new HubError(
    `${JSON.stringify(repository)} is no name of a data set. Give it as owner/name, as its page at the Hub does.`,
    { kind: 'repository_missing' },
  );
}
