import { withFileLock } from '@llamaforge/dedup';
import { makeFolder, writeWhole, type FileStamp } from '@llamaforge/shards';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const stampSchema = z.strictObject({
  size: z.string(),
  mtimeNs: z.string(),
  ctimeNs: z.string(),
  inode: z.string(),
});

const cacheSchema = z.record(
  z.string(),
  z.strictObject({ stamp: stampSchema, sha256: z.string() }),
);

/** Hashes of input files between runs, each good as long as the file's size, times and inode are the same. */
export class InputHashCache {
  readonly #path: string;
  readonly #known: Map<string, z.infer<typeof cacheSchema>[string]>;

  /** A cache that cannot be read is an empty one: it saves time and holds nothing that is not also in the files. */
  constructor(stateFolder: string) {
    this.#path = join(stateFolder, 'runs', 'input-hashes.json');
    this.#known = new Map(Object.entries(readCache(this.#path)));
  }

  /** The hash of a file that is as it was when it was noted. */
  get(path: string, stamp: FileStamp): string | undefined {
    const known = this.#known.get(path);
    const same =
      known !== undefined &&
      (['size', 'mtimeNs', 'ctimeNs', 'inode'] as const).every(
        (field) => known.stamp[field] === stamp[field],
      );
    return same ? known.sha256 : undefined;
  }

  note(path: string, stamp: FileStamp, sha256: string): void {
    this.#known.set(path, { stamp: { ...stamp }, sha256 });
  }

  /** Writes the cache; entries of files that are gone are dropped. */
  save(): void {
    const entries = [...this.#known].filter(([path]) => existsSync(path));
    makeFolder(dirname(this.#path));
    withFileLock(this.#path, () => {
      writeWhole(this.#path, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
    });
  }
}

function readCache(path: string): z.infer<typeof cacheSchema> {
  if (!existsSync(path)) return {};
  try {
    return cacheSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return {};
    if (error instanceof Error && 'code' in error) return {};
    throw error;
  }
}
