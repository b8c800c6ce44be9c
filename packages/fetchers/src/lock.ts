import { ConfigurationError, readErrorOf, writeErrorOf } from '@llamaforge/schema';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { renameWhole } from './file-cache.ts';

const filled = z.string().min(1, 'must not be empty');
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u, 'must be a SHA-256 in hex');
const commitId = z.string().regex(/^[0-9a-f]{40}$/u, 'must be 40 hex digits');

const lockedFileSchema = z
  .strictObject({
    path: filled,
    bytes: count,
    sha256: sha256.optional(),
    git_oid: commitId.optional(),
  })
  .refine((file) => (file.sha256 === undefined) !== (file.git_oid === undefined), {
    message: 'must have either sha256 or git_oid',
  });

const lockedOutputSchema = z.strictObject({
  path: filled.describe('with `/`, relative to the lock'),
  bytes: count,
  rows: count,
  sha256,
  read: count,
  rejected: z.record(filled, count),
  limit: count.nullable(),
  tool_version: filled,
});

const lockedPreferencesSchema = z.strictObject({
  path: filled.describe('with `/`, relative to the lock'),
  bytes: count,
  rows: count,
  sha256,
  left_out: z.record(filled, count),
});

const lockedSourceSchema = z.strictObject({
  repository: filled,
  revision: filled.describe('as it was asked for'),
  commit: commitId,
  license: z.string().nullable(),
  files: z.array(lockedFileSchema),
  card: sha256.describe('of the card that was used'),
  output: lockedOutputSchema.nullable(),
  preferences: lockedPreferencesSchema.nullable(),
});

/** What `corpus.lock.json` holds: each source's commit, files, and what was written of it. */
export const lockSchema = z.strictObject({
  format_version: z.literal(1),
  sources: z.record(filled, lockedSourceSchema),
});

export type Lock = z.infer<typeof lockSchema>;
export type LockedSource = z.infer<typeof lockedSourceSchema>;
export type LockedFile = z.infer<typeof lockedFileSchema>;
export type LockedOutput = z.infer<typeof lockedOutputSchema>;
export type LockedPreferences = z.infer<typeof lockedPreferencesSchema>;

/** Reads a lock; throws a `FileAccessError` where it is missing, and a `ConfigurationError` with every problem where it is broken. */
export function readLock(path: string): Lock {
  const text = readText(path);
  const parsed = lockSchema.safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  throw brokenLock(
    path,
    parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`),
  );
}

/** Writes a lock so that at any moment there is the old one or the new one; the same lock gives the same bytes. */
export function writeLock(path: string, lock: Lock): void {
  const temporary = `${path}.partial`;
  try {
    const descriptor = openSync(temporary, 'w');
    try {
      writeFileSync(descriptor, `${JSON.stringify(lock, sortedKeys, 2)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameWhole(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeErrorOf(error, path);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw readErrorOf(error, path);
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw brokenLock(path, [`it is no JSON: ${error.message}`]);
  }
}

function brokenLock(path: string, problems: readonly string[]): ConfigurationError {
  return new ConfigurationError(
    `${path} cannot be used as a lock. Take it back from version control, or delete it to pin every source anew`,
    problems,
  );
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
