import {
  contentOf,
  startLoopbackHub,
  type HubFile,
  type HubRepository,
  type LoopbackHub,
} from '@llamaforge/testing/loopback-hub';
import { indexContent } from './indexed-content.ts';
import { scaledDataSets, type ScaledDataSet } from './scaled-data-sets.ts';

/** How large the sets are, where the hub listens and who hears of each file that is ready. */
export interface HubAtScaleOptions {
  /** 1 for the row counts of the Hub. */
  readonly scale: number;
  /** A free one if left out. */
  readonly port?: number;
  readonly onFile?: (repository: string, path: string, bytes: number) => void;
}

/** Makes every file once, to know its size and hash, and serves them; they are made again wherever they are read. */
export function startHubAtScale(options: HubAtScaleOptions): Promise<LoopbackHub> {
  const scaled = (rows: number): number => Math.max(1, Math.round(rows * options.scale));
  const repositories = scaledDataSets(scaled).map((set) => repositoryOf(set, options));
  return startLoopbackHub({
    repositories,
    renames: { 'stingning/ultrachat': 'openbmb/UltraChat', squad_v2: 'rajpurkar/squad_v2' },
    ...(options.port !== undefined && { port: options.port }),
  });
}

function repositoryOf(
  { repository, commit, license, stored, files }: ScaledDataSet,
  { onFile }: HubAtScaleOptions,
): HubRepository {
  const card = contentOf(
    `---\nlicense: ${license}\n---\nMade rows in the shape of ${repository}.\n`,
  );
  const made = Object.entries(files).map(([path, source]): [string, HubFile] => {
    const content = indexContent(source);
    onFile?.(repository, path, content.bytes);
    return [path, { content, stored }];
  });
  return {
    name: repository,
    license,
    branches: { main: commit },
    commits: { [commit]: { 'README.md': { content: card }, ...Object.fromEntries(made) } },
  };
}
