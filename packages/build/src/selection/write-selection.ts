import type { Manifest, Selection, TargetShares } from '@llamaforge/manifest';
import { placesByRank, Ranking, writeShare, type Words64 } from '@llamaforge/profiles';
import { FileWriter, type LineOrder } from '@llamaforge/shards';
import { writeCheckedManifest } from '../manifest-of-table.ts';
import { removeFiles, type PendingMove } from '../publish.ts';
import type { ChosenFigures } from './chosen-figures.ts';
import { manifestOfSelection } from './manifest-of-selection.ts';
import type { ReadCorpus } from './read-corpus.ts';
import type { WrittenOutput } from './selection-files.ts';
import type { SelectionContext, SelectionPlan } from './selection-options.ts';
import { outputsOf, pendingMove, publishSelection, spoolPath } from './selection-workspace.ts';
import { writeRows, type RowsToWrite } from './write-rows.ts';

/** A file of rows, and the position at which the next one begins. */
export interface SelectionPart {
  readonly path: string;
  readonly endPosition: number;
}

/** Rows that were chosen from a corpus and put in order; it holds no more than 13 bytes a row of the output. */
export interface ChosenRows extends Pick<RowsToWrite, 'order' | 'repeats' | 'onRow'> {
  readonly kind: Exclude<Manifest['kind'], 'corpus'>;
  readonly corpus: ReadCorpus;
  readonly figures: ChosenFigures;
  readonly parts: readonly SelectionPart[];
  readonly droppedByTag: Readonly<Record<string, number>>;
  readonly targets?: TargetShares;
  /** what the manifest says of the choice; asked for when all rows are written */
  readonly describe: () => Pick<Selection, 'mix' | 'balancing' | 'order'>;
  /** comes after all files are whole and before any has its name; where it throws, none gets it */
  readonly beforePublishing?: () => void;
  /** comes when all files have their names */
  readonly afterPublishing?: () => void;
  /** the hash table that was asked whose the rows are, an absolute path; null or absent where none was */
  readonly database?: string | null;
}

/** Writes chosen rows and their manifest; the files appear whole, or none does. */
export async function writeSelection(
  plan: SelectionPlan,
  choice: ChosenRows,
  context: SelectionContext,
): Promise<Manifest> {
  const { paths } = plan;
  const targets = outputsOf(
    plan,
    choice.parts.map(({ path }) => path),
  );
  const moves = [...targets, paths.manifest].map((path) => pendingMove(paths, path));
  let manifest: Manifest;
  try {
    manifest = await writeFiles(plan, choice, context);
    choice.beforePublishing?.();
  } catch (error) {
    removeFiles(moves.map(({ from }) => from));
    throw error;
  }
  publishSelection(paths, moves);
  choice.afterPublishing?.();
  return manifest;
}

/** The rows, which ascend, in an order that depends on their digests and the seed alone. */
export function shuffled(prefixes: Words64, rows: Uint32Array, seed: number): LineOrder {
  const places = placesByRank(rows, new Ranking(prefixes, { seed, purpose: 'order' }));
  const positions = new Uint32Array(places.length);
  for (let position = 0; position < places.length; position += 1) {
    positions[places[position] ?? 0] = position;
  }
  return { lines: rows, positions };
}

async function writeFiles(
  plan: SelectionPlan,
  choice: ChosenRows,
  context: SelectionContext,
): Promise<Manifest> {
  const { paths, validationShare: share, seed } = plan;
  const move = (path: string): PendingMove => pendingMove(paths, path);
  const outputs = await writeRows(
    choice.corpus,
    {
      ...choice,
      parts: choice.parts.map(({ path, endPosition }) => ({ move: move(path), endPosition })),
      setAside: share === undefined ? undefined : { share, move: move(paths.validation) },
      spoolPath: spoolPath(paths),
    },
    { ...context, paths },
  );
  const manifest = manifestOfSelection(choice.corpus, plan, {
    ...choice,
    outputs,
    selection: {
      seed,
      repeated: sumRows(outputs) - choice.figures.rows,
      validation:
        share === undefined
          ? null
          : {
              share: writeShare(share),
              rows: sumRows(outputs.filter(({ role }) => role === 'validation')),
            },
      ...choice.describe(),
    },
  });
  writeFile(move(paths.manifest).from, writeCheckedManifest(manifest));
  return manifest;
}

function sumRows(outputs: readonly WrittenOutput[]): number {
  return outputs.reduce((sum, { written }) => sum + written.rows, 0);
}

function writeFile(path: string, text: string): void {
  using file = FileWriter.create(path);
  file.writeBytes(Buffer.from(text));
  file.finish();
}
