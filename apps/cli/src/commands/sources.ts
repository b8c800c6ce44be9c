import { UsageError } from '@llamaforge/schema';
import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { toolVersion } from '../tool-version.ts';
import { inputFlags, mergeFlagsSchema, placeFlags } from './merge-flags.ts';

const flagsSchema = mergeFlagsSchema.extend({ cards: z.boolean().optional() });

/** `llamaforge sources`: what a merge would read, and the cards that can be fetched. */
export const sourcesCommand: Command = {
  name: 'sources',
  describe: 'List what a merge would read, or the cards that can be fetched',
  flags: {
    ...inputFlags,
    ...placeFlags,
    cards: { type: 'boolean', describe: 'list the cards of the catalog: rows, caps, licences' },
  },
  examples: [
    ['$0 sources', 'what lies in examples/datasets'],
    ['$0 sources --cards', 'what fetch can bring'],
    ['$0 sources --input ~/data --json', 'for machines'],
  ],
  run: async (given, { signal, workingFolder }) => {
    const { cards, ...request } = parseFlags(flagsSchema, given);
    const { listCards, listSources, planMerge } = await import('@llamaforge/build');
    const { showCards, showSources } = await import('../show-sources.ts');
    if (cards === true) {
      if (request.input !== undefined || request.recipe !== undefined) {
        throw new UsageError(
          '--cards lists the catalog; it goes with neither --input nor --recipe',
        );
      }
      await showCards(listCards(), request.json);
      return;
    }
    const plan = planMerge({ ...request, workingFolder, toolVersion });
    await showSources(await listSources(plan, signal), request.json);
  },
};
