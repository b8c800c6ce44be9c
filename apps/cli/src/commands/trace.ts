import { z } from 'zod';
import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { toolVersion } from '../tool-version.ts';
import { mergeFlagsSchema, placeFlags } from './merge-flags.ts';

const flagsSchema = mergeFlagsSchema.extend({ query: z.string().min(1, 'must not be empty') });

/** `llamaforge trace`: what became of a row. */
export const traceCommand: Command = {
  name: 'trace',
  describe: 'Say where a row came from, who else held it, or why it was rejected',
  positional: {
    name: 'query',
    form: '<query>',
    options: {
      type: 'string',
      describe: 'a digest (8 hex digits or more), file:line, a JSON row, or a text',
      demandOption: true,
    },
  },
  flags: { database: placeFlags.database },
  examples: [
    ['$0 trace 3f2a9c01', 'the kept row whose digest begins so'],
    ['$0 trace examples/datasets/needs_cleaning.jsonl:4', 'what became of a line'],
    ['$0 trace \'{"instruction":"Hi","output":"Hello"}\'', 'is this row in the corpus?'],
    ['$0 trace "a text"', 'rows that hold a text'],
  ],
  run: async (given, { signal, workingFolder }) => {
    const { query, json, ...request } = parseFlags(flagsSchema, given);
    const { planMerge, traceRow } = await import('@llamaforge/build');
    const { showTrace } = await import('../show-trace.ts');
    const { paths } = planMerge({ ...request, workingFolder, toolVersion });
    await showTrace(
      await traceRow(query, { database: paths.database, workingFolder, signal }),
      json,
    );
  },
};
