import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { toolVersion } from '../tool-version.ts';
import { inputFlags, mergeFlagsSchema, placeFlags } from './merge-flags.ts';

/** `llamaforge sources`: what a merge would read. */
export const sourcesCommand: Command = {
  name: 'sources',
  describe: 'List the files a merge would read: format, shape, rows',
  flags: { ...inputFlags, ...placeFlags },
  examples: [
    ['$0 sources', 'what lies in examples/datasets'],
    ['$0 sources --input ~/data --json', 'for machines'],
  ],
  run: async (given, { signal, workingFolder }) => {
    const request = parseFlags(mergeFlagsSchema, given);
    const { listSources, planMerge } = await import('@llamaforge/build');
    const { showSources } = await import('../show-sources.ts');
    const plan = planMerge({ ...request, workingFolder, toolVersion });
    await showSources(await listSources(plan, signal), request.json);
  },
};
