import type { Card } from '@llamaforge/profiles';
import { encodeRows, temporaryFolder } from '@llamaforge/testing';
import { contentOf, startLoopbackHub, type HubFile } from '@llamaforge/testing/loopback-hub';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { fetchSources } from './fetch-sources.ts';
import { planFetch } from './plan-fetch.ts';
import { readCatalog } from './read-catalog.ts';

const token = 'hf_opensallthereistoopen';
const commit = 'd'.repeat(40);
const fixtures = fileURLToPath(new URL('../../../profiles/fixtures/', import.meta.url));
const row = z.record(z.string(), z.unknown());

test.each(readCatalog())(
  'the card of $name makes the expected records of its set’s own columns and format',
  async (card) => {
    const rows = readLines(`rows/${card.name}.jsonl`);
    const revision = card.revision ?? commit;
    const hub = await startLoopbackHub({
      tokens: [token],
      repositories: [
        {
          name: card.repository,
          ...(card.license.hub !== null && { license: card.license.hub }),
          ...(card.gated === true && { gated: 'auto' as const }),
          branches: { [card.branch ?? 'main']: revision },
          commits: { [revision]: filesOf(card, rows) },
        },
      ],
    });
    onTestFinished(() => hub.close());
    const folder = temporaryFolder();
    const plan = planFetch({
      workingFolder: folder,
      toolVersion: '0.1.0',
      names: [card.name],
      endpoint: hub.endpoint,
      token,
    });

    const { sources, failed } = await fetchSources(plan, {
      fetch,
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: () => new Date('2026-01-01T00:00:00Z'),
    });

    expect(failed).toEqual([]);
    const written = readFileSync(sources[0]?.file ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    expect(written.map((line): unknown => JSON.parse(line))).toEqual(
      readLines(`records/${card.name}.jsonl`).map((record) => ({
        ...record,
        _category: card.category,
        _source: card.source ?? card.name,
      })),
    );
    expect(sources[0]?.notes).toEqual([]);
  },
);

/** The rows in the first file that the card names, in its format, and something of another set beside it. */
function filesOf(card: Card, rows: readonly Record<string, unknown>[]): Record<string, HubFile> {
  const paths = card.files.map(pathLike);
  const files = paths.map((path, index): [string, HubFile] => [
    path,
    { content: contentOf(encodeRows(index === 0 ? rows : [], path)), stored: 'lfs' },
  ]);
  const others = { 'README.md': { content: contentOf('# A set\n') } };
  return { ...others, ...Object.fromEntries(files) };
}

/** A path that the pattern matches: the first of each choice, `0` for what may be anything. */
function pathLike(pattern: string): string {
  return pattern
    .replaceAll(/\{([^{},]*)(?:,[^{}]*)?\}/gu, '$1')
    .replaceAll('**/', '')
    .replaceAll(/\*+|\[[^\]]*\]|\?/gu, '0');
}

function readLines(path: string): Record<string, unknown>[] {
  if (!existsSync(`${fixtures}${path}`)) throw new Error(`profiles has no fixtures/${path}`);
  const lines = readFileSync(`${fixtures}${path}`, 'utf8').trimEnd().split('\n');
  return lines.map((line) => row.parse(JSON.parse(line)));
}
