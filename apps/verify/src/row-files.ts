import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type ManifestOutput } from '@llamaforge/manifest';
import { type ReadManifest } from './read-manifest.ts';

/** A file of records: `name` stands for it in sentences, `entry` is what the manifest says about it. */
export interface RowFile {
  readonly role: 'corpus' | 'validation';
  readonly name: string;
  readonly path: string;
  readonly entry: ManifestOutput | undefined;
}

/**
 * The files whose rows a manifest accounts for, in the order in which they are read: those set aside first, so that
 * their prompts are known when the corpus is read. One corpus is the file that was named, whatever its name; several
 * parts lie where the manifest says.
 */
export function findRowFiles(
  { manifest, corpora, validation }: ReadManifest,
  { file, folder }: { readonly file: string; readonly folder: string },
): RowFile[] {
  const [only, ...more] = corpora;
  const located = (entry: ManifestOutput, role: RowFile['role']): RowFile => ({
    role,
    name: entry.path,
    path: resolve(folder, entry.path),
    entry,
  });
  return [
    ...(validation === undefined ? [] : [located(validation, 'validation')]),
    ...(more.length > 0 || isOnlyPhase(manifest, file)
      ? corpora.map((entry) => located(entry, 'corpus'))
      : [{ role: 'corpus', name: basename(file), path: file, entry: only } as const]),
  ];
}

/** Whether a curriculum of one phase stands in the file of that phase, under a name that only its manifest tells. */
function isOnlyPhase(manifest: ReadManifest['manifest'], file: string): boolean {
  return manifest?.selection?.order?.phases.length === 1 && !existsSync(file);
}
