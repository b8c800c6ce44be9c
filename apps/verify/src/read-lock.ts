import { readFile } from 'node:fs/promises';
import { ConfigurationError, CorpusError, FileAccessError } from '@llamaforge/schema';
import { z } from 'zod';
import { translateReadErrors } from './translate-read-errors.ts';

const filled = z.string().min(1, 'must not be empty');
const count = z.int().nonnegative();

const lockedFileSchema = z.object({
  path: filled.describe('with `/`, relative to the lock'),
  bytes: count,
  rows: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'must be a SHA-256 in hex'),
});

const lockedOutputSchema = lockedFileSchema.extend({
  read: count,
  rejected: z.record(z.string(), count),
});

const lockedSourceSchema = z.object({
  output: lockedOutputSchema.nullable(),
  preferences: lockedFileSchema.nullable(),
});

// Not strict: what a fetch was asked for and where it came from is nothing that files can prove.
const lockSchema = z.object({
  format_version: z.literal(1),
  sources: z.record(z.string(), lockedSourceSchema),
});

/** A written file as a lock has it; the path is relative to the lock. */
export type LockedFile = z.infer<typeof lockedFileSchema>;

/** A source's file of records as a lock has it, with what became of the rows that were read for it. */
export type LockedOutput = z.infer<typeof lockedOutputSchema>;

/** Where a lock lies, and what it says was written, by source. */
export interface Lock {
  readonly path: string;
  readonly sources: Readonly<Record<string, z.infer<typeof lockedSourceSchema>>>;
}

/** The lock that `fetch` writes at a workspace's root. */
export const USUAL_LOCK_PATH = 'corpus.lock.json';

/**
 * Reads the lock that is named, else the usual one; undefined where the usual one is not there. Throws CorpusError where
 * a named lock is missing, and where one cannot be read or used.
 */
export async function readLock(named: string | undefined): Promise<Lock | undefined> {
  const path = named ?? USUAL_LOCK_PATH;
  let text: string;
  try {
    text = await translateReadErrors(path, () => readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof FileAccessError)) throw error;
    if (named === undefined && error.code === 'ENOENT') return undefined;
    throw new CorpusError(
      `${error.message} Name the lock that \`llamaforge fetch\` wrote: llamaforge-verify expansion --lock <file>.`,
      { cause: error },
    );
  }
  const parsed = lockSchema.safeParse(parseJson(path, text));
  if (parsed.success) return { path, sources: parsed.data.sources };
  throw makeLockError(
    path,
    parsed.error.issues.map((issue) =>
      [issue.path.map(String).join('.'), issue.message].filter((part) => part !== '').join(': '),
    ),
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw makeLockError(path, [`it is not JSON: ${error.message}`]);
  }
}

function makeLockError(path: string, problems: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    `${path} cannot be used as a lock. Take it back from version control, or name another with --lock`,
    problems,
  );
}
