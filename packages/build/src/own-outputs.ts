import { parseManifestText, startsLikeManifest } from '@llamaforge/manifest';
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const outputsFileSchema = z.strictObject({
  format_version: z.literal(1),
  outputs: z.array(z.string()),
  pending: z.array(z.strictObject({ from: z.string(), to: z.string() })),
});

/** What stands in `outputs.json`: every file the product ever wrote from here, and renames that are under way. */
export type OutputsFile = z.infer<typeof outputsFileSchema>;

/** Paths in it are absolute here and relative to its folder in the file. */
export function readOutputsFile(stateFolder: string): OutputsFile {
  const path = outputsPath(stateFolder);
  if (!existsSync(path)) return { format_version: 1, outputs: [], pending: [] };
  const stored = outputsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    format_version: 1,
    outputs: stored.outputs.map((output) => resolve(stateFolder, output)),
    pending: stored.pending.map(({ from, to }) => ({
      from: resolve(stateFolder, from),
      to: resolve(stateFolder, to),
    })),
  };
}

/** Where the list of written files lies. */
export function outputsPath(stateFolder: string): string {
  return join(stateFolder, 'outputs.json');
}

/** The outputs that a manifest at `path` names, as real paths; undefined where the file is no manifest of ours. */
export function readManifestOutputs(path: string): readonly string[] | undefined {
  if (!startsLikeManifest(readHead(path))) return undefined;
  const parsed = parseManifestText(readFileSync(path, 'utf8'));
  if ('problems' in parsed) return [];
  return parsed.manifest.outputs.map((output) => realPath(resolve(dirname(path), output.path)));
}

/** The path with symlinks resolved, as far as it exists. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path
    ? path
    : join(realPath(parent), path.slice(parent.length).replace(/^[/\\]/u, ''));
}

function readHead(path: string): string {
  const head = Buffer.alloc(200);
  const file = openSync(path, 'r');
  try {
    return head.toString('latin1', 0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}
