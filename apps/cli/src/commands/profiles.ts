import type { Command } from '../command.ts';
import { parseFlags } from '../parse-flags.ts';
import { toolVersion } from '../tool-version.ts';
import { selectionFlags, selectionFlagsSchema } from './selection-flags.ts';

/** `llamaforge profiles`: the profiles there are, and which of their sources the corpus has. */
export const profilesCommand: Command = {
  name: 'profiles',
  describe: 'List behaviour profiles: weights, sources that are there, rows taken',
  flags: {
    manifest: { ...selectionFlags.manifest, describe: 'of the corpus [beside the default one]' },
    recipe: selectionFlags.recipe,
  },
  examples: [
    ['$0 profiles', 'the five that come with the product'],
    ['$0 profiles --recipe corpus.yaml --json', 'your own too, for machines'],
  ],
  run: async (given, { workingFolder }) => {
    const flags = parseFlags(selectionFlagsSchema, given);
    const { listOtherClaims, listProfiles } = await import('@llamaforge/build');
    const { showProfiles } = await import('../show-profiles.ts');
    const request = { ...flags, workingFolder, toolVersion };
    const listings = listProfiles(request);
    await showProfiles(listings, { others: listOtherClaims(request, listings), json: flags.json });
  },
};
