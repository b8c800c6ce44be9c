import { startsLikeManifest } from '@llamaforge/manifest';
import { CorpusError } from '@llamaforge/schema';
import { closeSync, existsSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const moveSchema = z.strictObject({ from: z.string(), to: z.string() });

const outputsFileSchema = z.strictObject({
  format_version: z.literal(1),
  outputs: z.array(z.string()),
  pending: z.array(z.strictObject({ database: z.string(), moves: z.array(moveSchema) })),
});

/** What stands in `outputs.json`: every file that merges from here ever wrote, and the renames under way, by the database whose merge makes them. */
export type OutputsFile = z.infer<typeof outputsFileSchema>;

/** Paths in it are absolute here and relative to its folder in the file. Throws CorpusError where it cannot be understood. */
export function readOutputsFile(stateFolder: string): OutputsFile {
  const path = outputsPath(stateFolder);
  if (!existsSync(path)) return { format_version: 1, outputs: [], pending: [] };
  return mapPaths(parseOutputsFile(path), (stored) => resolve(stateFolder, stored));
}

/** The same file with every path put through `change`. */
export function mapPaths(file: OutputsFile, change: (path: string) => string): OutputsFile {
  return {
    format_version: 1,
    outputs: file.outputs.map(change),
    pending: file.pending.map(({ database, moves }) => ({
      database: change(database),
      moves: moves.map(({ from, to }) => ({ from: change(from), to: change(to) })),
    })),
  };
}

function parseOutputsFile(path: string): OutputsFile {
  try {
    return outputsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new CorpusError(
      `${path} is damaged, so it is not known which files are outputs. Delete it, and leave old corpora out of --input.`,
      { cause: error },
    );
  }
}

/** Where the list of written files lies. */
export function outputsPath(stateFolder: string): string {
  return join(stateFolder, 'outputs.json');
}

const namedOutputsSchema = z.object({
  kind: z.string(),
  outputs: z.array(z.object({ path: z.string() })),
});

/** The outputs that a manifest at `path` names, as `readNamedOutputs` finds them. */
export function readManifestOutputs(path: string): readonly string[] | undefined {
  return readNamedOutputs(path)?.outputs;
}

/**
 * The kind of a manifest at `path`, and the outputs it names, as real paths; undefined where the file is no manifest of
 * ours, or cannot be read, which its own reader will say. A manifest of another version still names its outputs.
 */
export function readNamedOutputs(
  path: string,
): { readonly kind: string; readonly outputs: readonly string[] } | undefined {
  const unreadable = { kind: '', outputs: [] };
  try {
    if (!startsLikeManifest(readHead(path))) return undefined;
    const named = namedOutputsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!named.success) return unreadable;
    const { kind, outputs } = named.data;
    return {
      kind,
      outputs: outputs.map((output) => realPath(resolve(dirname(path), output.path))),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable;
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
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
